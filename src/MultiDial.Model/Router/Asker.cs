namespace MultiDial.Router;

/// <summary>Who asks for changes, as another one is told whom he has to wait for.</summary>
internal static class Asker
{
    /// <summary>The user and the machine, as in <c>admin@desk</c>.</summary>
    internal static string Name { get; } = $"{Environment.UserName}@{Environment.MachineName}";
}
