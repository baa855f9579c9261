using MultiDial.Verification;

namespace MultiDial.Report;

/// <summary>All that is reported of a router.</summary>
/// <param name="Session">The router's session.</param>
/// <param name="Time">When it was asked.</param>
/// <param name="System">What it is.</param>
/// <param name="LanAddress">Its address in the LAN; null if no interface is called lan.</param>
/// <param name="Lines">Its lines.</param>
/// <param name="Policies">Its policies with more than one line.</param>
/// <param name="Findings">What was found in its configuration, the worst first.</param>
internal sealed record RouterReport(
    OpenWrtSession Session, DateTimeOffset Time, OpenWrtSystem System, string? LanAddress, IReadOnlyList<LineReport> Lines, IReadOnlyList<PolicyReport> Policies, IReadOnlyList<ConfigurationFinding> Findings);

/// <summary>A line.</summary>
/// <param name="Line">How netifd has it.</param>
/// <param name="Parent">The device below its macvlan; null if it sits on none.</param>
/// <param name="Status">What mwan3 says of it; null if mwan3 does not use it.</param>
/// <param name="Test">What its test found.</param>
/// <param name="Problems">What is wrong with it and what helps, each a sentence or more.</param>
/// <param name="Latency">How long answers took for a while; null where that was not watched.</param>
internal sealed record LineReport(WanInterface Line, string? Parent, Mwan3LineStatus? Status, WanConnectivity Test, string[] Problems, Latency? Latency)
{
    /// <summary>Whether it carries the traffic of the LAN.</summary>
    internal LineLevel Verdict => !Test.Online ? LineLevel.Broken : Test.Masqueraded && Test.LanOk != false ? LineLevel.Works : LineLevel.Doubtful;
}

/// <summary>Whether a line carries traffic.</summary>
internal enum LineLevel
{
    /// <summary>It does.</summary>
    Works,

    /// <summary>It does for the router alone.</summary>
    Doubtful,

    /// <summary>It does not.</summary>
    Broken,
}

/// <summary>How a policy of mwan3 splits traffic.</summary>
/// <param name="Name">The policy.</param>
/// <param name="Shares">Each line's part, in percent: when all are online, and now; that is null where the kernel has none.</param>
internal sealed record PolicyReport(string Name, IReadOnlyList<(string Line, double Wanted, double? Actual)> Shares);
