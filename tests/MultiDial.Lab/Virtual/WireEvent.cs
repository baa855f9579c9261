using System.Net.NetworkInformation;

namespace MultiDial.Testing;

/// <summary>A frame at the provider's end of the cable.</summary>
/// <param name="Kind">PADI or PAP.</param>
/// <param name="Mac">The card that sent it.</param>
/// <param name="At">When, in seconds of the virtual machine's clock, by its kernel.</param>
public sealed record WireEvent(string Kind, PhysicalAddress Mac, double At);
