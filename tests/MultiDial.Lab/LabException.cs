namespace MultiDial.Testing;

/// <summary>The lab cannot start or cannot do what was asked of it.</summary>
public sealed class LabException(string message, Exception? innerException = null) : Exception(message, innerException);
