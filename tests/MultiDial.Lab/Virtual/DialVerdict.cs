namespace MultiDial.Testing;

/// <summary>How the provider answered a dial.</summary>
public enum DialVerdict
{
    /// <summary>It was let in.</summary>
    Accepted,

    /// <summary>It was let in with an address that leads nowhere.</summary>
    Captive,

    /// <summary>It was not let in.</summary>
    Refused,
}
