namespace MultiDial.Testing;

/// <summary>How a lab with PPPoE is built.</summary>
public sealed record PppoeLabOptions
{
    /// <summary>A folder or tar file with a real OpenWrt root filesystem; null for the stand-in. The default is the environment variable MULTIDIAL_LAB_ROOTFS.</summary>
    public string? RootFileSystem { get; init; } = new LabOptions().RootFileSystem;

    /// <summary>What the provider allows at first.</summary>
    public IspPolicy Policy { get; init; } = new();
}
