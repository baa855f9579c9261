namespace MultiDial.Testing;

/// <summary>Where a command runs in the virtual machine.</summary>
internal enum VirtualPlace
{
    Lan,
    Isp,
    Router,
}
