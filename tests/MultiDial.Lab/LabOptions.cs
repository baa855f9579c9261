using System.Globalization;

namespace MultiDial.Testing;

/// <summary>How a lab is built.</summary>
public sealed record LabOptions
{
    /// <summary>
    /// A folder or tar file with a real OpenWrt root filesystem that the router starts from; null for the stand-in.
    /// The default is the environment variable MULTIDIAL_LAB_ROOTFS.
    /// </summary>
    public string? RootFileSystem { get; init; } =
        Environment.GetEnvironmentVariable("MULTIDIAL_LAB_ROOTFS") is { Length: > 0 } path ? path : null;

    /// <summary>
    /// The router's share of a core, in percent, to see what a slow one does; null for all that there is.
    /// The default is the environment variable MULTIDIAL_LAB_CPU.
    /// </summary>
    public int? CpuPercent { get; init; } = Environment.GetEnvironmentVariable("MULTIDIAL_LAB_CPU") switch
    {
        null or "" => null,
        string text => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int percent)
            ? percent
            : throw new LabException($"MULTIDIAL_LAB_CPU must be a number, in percent of one core, not '{text}'."),
    };

    /// <summary>The rate of each client address of the ISP, in bit/s, each way.</summary>
    public long Rate { get; init; } = 20_000_000;
}
