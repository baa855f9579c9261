using System.Net;
using System.Net.NetworkInformation;

namespace MultiDial.Testing;

/// <summary>A session that the provider keeps account of.</summary>
public sealed record PppoeSession(IPAddress Address, PhysicalAddress Mac, string Account);
