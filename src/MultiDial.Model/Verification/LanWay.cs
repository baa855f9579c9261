using System.Net;
using System.Text.RegularExpressions;
using MultiDial.Firewall;
using MultiDial.Mwan3;
using MultiDial.Network;
using MultiDial.Router;
using MultiDial.Texts;
using MultiDial.Uci;
using MultiDial.Verification.Packets;

namespace MultiDial.Verification;

/// <summary>The way from a host of the LAN to a line: forwarding, the firewall, mwan3, and the kernel's own word where it would send a packet.</summary>
internal sealed partial class LanWay
{
    internal static readonly StatePart[] Parts = [Mwan3Program.Part, Mwan3Service.Part, Mwan3Kernel.Part];

    private const string NoForwarding = "0";

    private readonly RouterState _state;
    private readonly Mwan3Way? _mwan3;

    internal LanWay(RouterState state, IEnumerable<WanInterface> all)
    {
        (_state, Lan) = (state, LocalNetwork.Find(state, all));
        _mwan3 = Lan is null ? null : Mwan3Way.Find(state, Lan);
    }

    /// <summary>Where the hosts are; null if the router has no LAN.</summary>
    internal LocalNetwork? Lan { get; }

    /// <summary>The mark of the packets that mwan3 sends by a line; null if it has none.</summary>
    internal string? Mark(string line) => _mwan3?.Mark(line);

    /// <summary>The first thing that keeps the packets of hosts from leaving by a line, and what helps; null for nothing.</summary>
    /// <param name="line">The line, which is up.</param>
    /// <param name="target">Where to.</param>
    /// <param name="answer">What the router said in the test.</param>
    /// <param name="firewall">The firewall that the kernel has.</param>
    /// <param name="answered">The targets that have answered through the line.</param>
    internal string? Broken(WanInterface line, IPAddress target, RouterAnswer answer, KernelFirewall firewall, string[] answered) => Lan is null
        ? null
        : Forwarding(answer) ?? Filter(line, target, firewall) ?? _mwan3?.Broken(line.Name, target, answered) ?? Lookup(line, answer);

    /// <summary>The packet that a host sends through a line.</summary>
    internal FilteredPacket? Packet(WanInterface line, IPAddress target) => Lan is null || line.L3Device is null ? null : new(Lan.Device, line.L3Device, Range(Lan.Host), Range(target));

    private string? Forwarding(RouterAnswer answer) => (answer["forwarding"] ?? "").Split([' ', '\n']) switch
    {
        [NoForwarding, ..] => Text.ReasonNoForwarding.With(_state.Session.Login, "ip_forward"),
        [_, NoForwarding, ..] => Text.ReasonNoForwarding.With(_state.Session.Login, $"conf/{Lan!.Device}/forwarding"),
        _ => null,
    };

    private string? Filter(WanInterface line, IPAddress target, KernelFirewall firewall)
    {
        if (Packet(line, target) is not { } packet || firewall.Blocking(packet) is not { } rule)
        {
            return null;
        }

        UciPackage configuration = _state.Firewall;
        string? inside = FirewallZones.ZoneOf(configuration, Lan!.Interface.Name), outside = FirewallZones.ZoneOf(configuration, line.Name);
        return outside is null ? Text.ReasonNoZone.With(line.Name, Masquerading.Cure(_state, line.Name))
            : inside is not null && inside != outside && !FirewallZones.LeadsTo(configuration, inside, outside) ? Text.ReasonZoneNotForwarded.With(inside, outside, _state.Session.Login)
            : Text.ReasonForwardDropped.With(packet.In, packet.Out, VisibleText.Line(rule), _state.Session.Login);
    }

    // What ip does not understand is no word of the kernel.
    private string? Lookup(WanInterface line, RouterAnswer answer)
    {
        string said = (answer[$"lookup/{line.Name}"] ?? "").Trim();
        return Device().Match(said) is { Success: true } device
            ? device.Groups[1].Value == line.L3Device ? null : Text.ReasonMarkLeadsElsewhere.With(line.Name, device.Groups[1].Value, line.L3Device, _state.Session.Login)
            : Refusal().Match(said) is { Success: true } refusal ? Text.ReasonMarkLeadsNowhere.With(line.Name, VisibleText.Line(refusal.Groups[1].Value.Trim()), _state.Session.Login)
            : null;
    }

    private static AddressRange Range(IPAddress address) => new(address, 32);

    [GeneratedRegex(@"\bdev (\S+)")]
    private static partial Regex Device();

    [GeneratedRegex(@"^RTNETLINK answers: ([^\n]+)", RegexOptions.Multiline)]
    private static partial Regex Refusal();
}
