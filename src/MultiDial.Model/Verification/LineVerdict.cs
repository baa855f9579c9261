using System.Net;
using System.Text.RegularExpressions;
using MultiDial.Dialling;
using MultiDial.Firewall;
using MultiDial.Network;
using MultiDial.Router;
using MultiDial.Texts;
using MultiDial.Verification.Packets;

namespace MultiDial.Verification;

/// <summary>Makes of what the router said what a test found of each line, and says what is wrong first, from the cable on.</summary>
/// <param name="state">The router before the test.</param>
/// <param name="lan">The way from the LAN.</param>
/// <param name="targets">The addresses that were pinged.</param>
/// <param name="services">The web services that were asked for an empty answer.</param>
internal sealed partial class LineVerdict(RouterState state, LanWay lan, string[] targets, string[] services)
{
    private readonly Carriers _carriers = state.Get(Carriers.Part);

    internal LanWay Lan => lan;

    /// <summary>The ways that are opened are of IPv4.</summary>
    internal static string? OfIPv4(string? address) => address?.Contains(':') == false ? address : null;

    /// <summary>What is to be said of a line that is not up.</summary>
    internal WanConnectivity OfDown(WanInterface line)
    {
        string? device = line.L3Device ?? line.Device;
        bool? carrier = _carriers.Of(device);
        return new WanConnectivity(state.Session, line.Name)
        {
            Device = device,
            Carrier = carrier,
            Reason = carrier == false ? Text.ReasonNoCarrier.With(device) : WhyDown(line),
        };
    }

    /// <summary>Why nothing can be sent through a line that cannot be asked.</summary>
    internal static string WhyDown(WanInterface line) => line.DialError is { } error ? Text.ReasonDownBecause.With(error)
        : line.Up ? Text.ReasonNoIPv4
        : Text.ReasonDownBecause.With(line.Reason);

    /// <summary>What was found of all lines.</summary>
    /// <param name="lines">The lines.</param>
    /// <param name="up">Those that were tested.</param>
    /// <param name="answer">What the router said.</param>
    internal IReadOnlyList<WanConnectivity> Of(IReadOnlyList<WanInterface> lines, WanInterface[] up, RouterAnswer answer)
    {
        var firewall = new KernelFirewall(answer);
        WanConnectivity[] all = [.. lines.Select(line => up.Contains(line) ? Of(line, answer, firewall) : OfDown(line))];
        foreach (WanConnectivity one in all.Where(one => one.PublicAddress is not null))
        {
            one.SharesPublicAddress = [.. all.Where(other => other != one && other.PublicAddress == one.PublicAddress).Select(other => other.Interface)];
        }

        return all;
    }

    private WanConnectivity Of(WanInterface line, RouterAnswer answer, KernelFirewall firewall)
    {
        (string Target, Ping Ping)[] pings = [.. targets.Select(target => (target, Ping.Parse(answer[$"ping/{line.Name}/{target}"])))];
        string[] answered = [.. pings.Where(pair => pair.Ping.LossPercent < 100).Select(pair => pair.Target)];
        (string nearest, Ping best) = pings.MinBy(pair => (pair.Ping.LossPercent, pair.Ping.LatencyMs));
        IPAddress target = IPAddress.Parse(answered.Length > 0 ? answered[0] : targets[0]);
        bool masqueraded = Masquerades(line, target, answer, firewall), online = answered.Length > 0;
        string? broken = lan.Broken(line, target, answer, firewall, answered);
        var size = PathSize.Parse(answer[$"mtu/{line.Name}"]);
        var found = new WanConnectivity(state.Session, line.Name)
        {
            Device = line.L3Device,
            Carrier = _carriers.Of(line.L3Device),
            SourceAddress = line.Address?.Split('/')[0],
            Gateway = line.Gateway,
            GatewayAnswers = GatewayAnswers(line, answer),
            PublicAddress = Address().Match(answer[$"public/{line.Name}"] ?? string.Empty) is { Success: true } address ? address.Value : null,
            Online = online,
            BestTarget = online ? nearest : null,
            LatencyMs = best.LatencyMs,
            LossPercent = best.LossPercent,
            DnsOk = line.Dns.Length > 0 ? answer[$"dns/{line.Name}"] is not null : null,
            ResolverOk = Resolved().IsMatch(answer["resolver"] ?? "") ? true : answer["dnsmasq"] is null ? null : false,
            CaptivePortal = Web(line, answer) is [_, var other] ? other.Length > 0 : null,
            Mtu = size.Found,
            Masqueraded = masqueraded,
            LanOk = lan.Lan is null ? null : masqueraded && broken is null,
        };
        found.Reason = OfCable(line, found) ?? OfServers(line, found, answer) ?? OfSize(line, size) ?? OfHosts(line, found) ?? broken;
        return found;
    }

    private string? OfCable(WanInterface line, WanConnectivity found)
    {
        string all = string.Join(", ", targets);
        return found.Carrier == false ? Text.ReasonNoCarrier.With(found.Device)
            : line.HasLostDefaultRoute ? Text.ProblemRouteLost.With(line.Name)
            : found.Online ? null
            : LeadsOn(line, found) ? Text.ReasonPingsDropped.With(all, found.Device)
            : OfIPv4(found.Gateway) is not { } gateway ? Text.ReasonNoAnswer.With(all, found.Device)
            : found.GatewayAnswers == true ? Text.ReasonNoAnswerBehind.With(gateway, found.Device, all)
            : Text.ReasonGatewaySilent.With(gateway, found.Device, all);
    }

    // A name server that is the gateway itself says nothing of what is behind it.
    private static bool LeadsOn(WanInterface line, WanConnectivity found) =>
        found.CaptivePortal is not null || found.PublicAddress is not null || (found.DnsOk == true && ConnectivityTest.Server(line) != OfIPv4(found.Gateway));

    private string? OfServers(WanInterface line, WanConnectivity found, RouterAnswer answer) =>
        found.DnsOk == false ? Text.ReasonDnsSilent.With(ConnectivityTest.Server(line), found.Device, line.Name, string.Join(", ", ReachabilityTargets.Usual))
        : found.ResolverOk == false ? Text.ReasonResolverSilent.With(state.Session.Login)
        : found.CaptivePortal == true ? Text.ReasonCaptivePortal.With(Web(line, answer)[0], found.Device)
        : found is { CaptivePortal: null, PublicAddress: null, DnsOk: true } && answer["wget"] is not null ? Text.ReasonWebSilent.With(string.Join(", ", services), found.Device)
        : null;

    private static string? OfSize(WanInterface line, PathSize size) =>
        size.Learned is { } learned && learned < size.Device ? Text.ReasonPathNarrow.With(learned, size.Device, line.L3Device) : null;

    private string? OfHosts(WanInterface line, WanConnectivity found) =>
        found.Masqueraded ? null : Text.ReasonNotMasqueraded.With(line.L3Device, Masquerading.Cure(state, line.Name));

    // A network beyond may know the way to the LAN, and then nothing need be masqueraded.
    private bool Masquerades(WanInterface line, IPAddress target, RouterAnswer answer, KernelFirewall firewall) =>
        Ping.Parse(answer[$"masquerade/{line.Name}"]).LossPercent < 100
        || firewall.Masquerades(lan.Packet(line, target) ?? FilteredPacket.OfRouter(line.L3Device!));

    private static bool? GatewayAnswers(WanInterface line, RouterAnswer answer)
    {
        if (OfIPv4(line.Gateway) is not { } gateway || answer[$"gateway/{line.Name}"] is not { } said)
        {
            return null;
        }

        string? neighbour = (answer["neighbours"] ?? "").Split('\n').FirstOrDefault(one => one.StartsWith($"{gateway} dev {line.L3Device} ", StringComparison.Ordinal))?.TrimEnd();
        return Ping.Parse(said).LossPercent < 100 || neighbour?.EndsWith("REACHABLE", StringComparison.Ordinal) == true ? true
            : neighbour?.EndsWith("FAILED", StringComparison.Ordinal) == true || neighbour?.EndsWith("INCOMPLETE", StringComparison.Ordinal) == true ? false
            : null;
    }

    // The service that was asked, and what another one has said in its place.
    private static string[] Web(WanInterface line, RouterAnswer answer) =>
        answer[$"web/{line.Name}"]?.Split('\n', 2) is [var service, var other] ? [service, other.Trim()] : [];

    // That there is no such name is an answer too: of a resolver that blocks names.
    [GeneratedRegex(@"^Name|^Non-authoritative answer|NXDOMAIN", RegexOptions.Multiline)]
    private static partial Regex Resolved();

    [GeneratedRegex(@"\b\d{1,3}(\.\d{1,3}){3}\b")]
    private static partial Regex Address();
}
