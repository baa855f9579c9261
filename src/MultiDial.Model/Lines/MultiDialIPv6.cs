namespace MultiDial;

/// <summary>Which of the lines have IPv6. It is never balanced: a client's IPv6 address belongs to one line.</summary>
public enum MultiDialIPv6
{
    /// <summary>No line.</summary>
    None,

    /// <summary>The first line keeps what it has, as OpenWrt's wan6, and the others have none.</summary>
    FirstLine,

    /// <summary>Each line has its own.</summary>
    PerLine,
}
