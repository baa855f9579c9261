namespace MultiDial;

/// <summary>A package manager of OpenWrt.</summary>
public enum PackageManager
{
    /// <summary>Up to OpenWrt 24.10.</summary>
    Opkg,

    /// <summary>From OpenWrt 25.12 on.</summary>
    Apk,
}
