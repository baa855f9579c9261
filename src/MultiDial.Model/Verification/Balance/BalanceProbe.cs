using System.Globalization;
using System.Net;
using MultiDial.Mwan3;
using MultiDial.Router;
using MultiDial.Uci;

namespace MultiDial.Verification.Balance;

/// <summary>Where connections must go so that a rule gives them to its policy: ports of UDP, one after the other.</summary>
internal sealed record BalanceProbe(string Rule, IPAddress Destination, int FirstPort, int Ports)
{
    // Each costs a second where nobody answers.
    private const int MostPorts = 5;

    // Where traceroute begins, since nobody listens there.
    private const int UsualPort = 33435;

    // Addresses that nobody has, for rules that take any: the networks for documentation, and the one for benchmarks.
    private static readonly IPAddress[] s_nobody = [IPAddress.Parse("198.51.100.77"), IPAddress.Parse("203.0.113.77"), IPAddress.Parse("192.0.2.77"), IPAddress.Parse("198.18.0.77")];

    /// <summary>What might do for a policy, of each of its rules.</summary>
    internal static IEnumerable<BalanceProbe> All(UciPackage package, string policy) => Mwan3Kind.Rule.Of(package)
        .Where(rule => rule.Get((Mwan3Rule value) => value.Policy) == policy && rule.Get((Mwan3Rule value) => value.Sticky) != true)
        .SelectMany(Of);

    /// <summary>Whether all its connections go where they are meant to.</summary>
    internal bool Reaches(Mwan3Routes routes) => Enumerable.Range(FirstPort, Ports).All(port =>
        routes.Of(Mwan3Packet.Parse(Destination.ToString(), port.ToString(CultureInfo.InvariantCulture), null, null, "udp")).Rule == Rule);

    private static IEnumerable<BalanceProbe> Of(UciSection rule)
    {
        if (Mwan3Match.Of(rule) is not { } match || match.Family == Mwan3Family.IPv6)
        {
            return [];
        }

        (int first, int last) = match.DestinationPort?.Ranges.MaxBy(range => range.Last - range.First) ?? (UsualPort, UsualPort + MostPorts);
        return Destinations(match).Select(address => new BalanceProbe(rule.Id, address, first, Math.Min(last - first + 1, MostPorts)));
    }

    private static IPAddress[] Destinations(Mwan3Match match)
    {
        IPAddress[] inside = match.Destination is { PrefixLength: > 0 } range ? range.Ends() : [];
        return inside.Length > 0 ? inside : s_nobody;
    }
}
