using System.Net;
using System.Net.NetworkInformation;

namespace MultiDial.Testing;

/// <summary>One authentication, as the provider has seen it. Times are seconds of the virtual machine's clock, exact to the microsecond.</summary>
/// <param name="Mac">The card that dialled.</param>
/// <param name="Account">The name that it gave.</param>
/// <param name="DiscoveredAt">When its last PADI before that was on the wire; null if none was seen.</param>
/// <param name="RequestedAt">When its request to be authenticated was on the wire.</param>
/// <param name="DecidedAt">When the provider's RADIUS server had it.</param>
/// <param name="Verdict">What it was answered.</param>
/// <param name="Address">The address that it got, if any.</param>
/// <param name="Reason">Why it was refused; empty if it was not.</param>
public sealed record PppoeDial(
    PhysicalAddress Mac,
    string Account,
    double? DiscoveredAt,
    double RequestedAt,
    double DecidedAt,
    DialVerdict Verdict,
    IPAddress? Address,
    string Reason);
