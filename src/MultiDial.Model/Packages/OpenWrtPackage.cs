namespace MultiDial;

/// <summary>A package of the router's package manager (opkg or apk).</summary>
public sealed class OpenWrtPackage : RouterObject
{
    internal OpenWrtPackage(OpenWrtSession session, string name, string? version)
        : base(session, name)
    {
        Version = version;
    }

    /// <summary>The installed version; <c>built-in</c> for a kernel module that the firmware has without a package; null if it is not installed.</summary>
    public string? Version { get; }

    /// <summary>Whether the router has it.</summary>
    public bool Installed => Version is not null;
}
