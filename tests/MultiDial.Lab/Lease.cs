using System.Net;
using System.Net.NetworkInformation;

namespace MultiDial.Testing;

/// <summary>An address that the ISP has lent to a line.</summary>
public sealed record Lease(PhysicalAddress Mac, IPAddress Address);
