using MultiDial.Errors;
using MultiDial.Firewall;
using MultiDial.Mwan3;
using MultiDial.Network;
using MultiDial.Router;
using MultiDial.Texts;
using MultiDial.Uci;

namespace MultiDial.Lines;

/// <summary>
/// Adds lines behind all others: for each a macvlan, an interface on it, and its place in the firewall. It keeps what the
/// next line needs to know of those before it, so that many lines cost no more than as many times one.
/// </summary>
internal sealed class LineAddition
{
    private const string DefaultZone = "wan";
    private const int SecondLine = 2;

    private readonly RouterDraft _draft;
    private readonly LinesRecord _record;
    private readonly LinesRequest _request;
    private readonly UciSection _first;
    private readonly string _zone;
    private readonly LineMetrics _metrics;
    private readonly IEnumerator<string> _names;
    private readonly List<string> _lines;
    private readonly HashSet<string> _taken;
    private UciSection _last;

    private LineAddition(RouterDraft draft, LinesRecord record, LinesRequest request)
    {
        (_draft, _record, _request) = (draft, record, request);
        _lines = [.. record.Lines];
        _taken = [.. _lines];
        _first = draft.Network.Find(_lines[0])!;
        _last = draft.Network.Find(_lines[^1])!;
        _zone = FirewallZones.ZoneOf(draft.Firewall, _first.Id) ?? DefaultZone;
        _metrics = new LineMetrics(draft.Network, _lines);
        _names = LineNames.After(draft.Network, _first.Id, SecondLine).GetEnumerator();
    }

    /// <summary>Adds lines up to a number.</summary>
    /// <param name="draft">The draft to edit.</param>
    /// <param name="record">The lines so far; the new ones join them.</param>
    /// <param name="count">How many lines there shall be.</param>
    /// <param name="request">What was asked for.</param>
    internal static void UpTo(RouterDraft draft, LinesRecord record, int count, LinesRequest request)
    {
        int there = record.Lines.Length;
        if (there >= count)
        {
            return;
        }

        var addition = new LineAddition(draft, record, request);
        for (int i = there; i < count; i++)
        {
            addition.Add(i);
        }

        record.Lines = [.. addition._lines];
    }

    /// <summary>The device that a line goes on: those that are given in turn, without any that of the first line.</summary>
    internal static string? ParentOf(RouterDraft draft, string first, string[] parents, int index)
    {
        string? own = InterfaceDevice.Written(draft.Network.Find(first)!);
        own = MacvlanDevices.Section(draft.Network, own)?.Get("ifname") ?? own;
        int start = Array.IndexOf(parents, own);
        return parents.Length == 0 ? own : parents[(start < 0 ? index - 1 : start + index) % parents.Length];
    }

    private void Add(int index)
    {
        LineRequest line = _request[index];
        string name = line.Name ?? NextName();
        CheckName(name);
        string device = LineNames.Device(name);
        MacvlanDevices.Add(_draft, device, Parent(line, index), new UciPatch<MacvlanDevice>().SetUnlessNull(macvlan => macvlan.MacAddress, line.MacAddress));
        WanInterfaces.Add(_draft, name, Patch(name, line).Set(settings => settings.Device, device).Set(settings => settings.Metric, _metrics.Next()), _zone);
        _last = _draft.Network.Find(name)!;
        _lines.Add(name);
        _taken.Add(name);
        LineChanges.SetMtu(_draft, _last, line.Mtu);
        LineIPv6.Set(_draft, _record, name);
    }

    private string NextName()
    {
        do
        {
            _names.MoveNext();
        }
        while (_taken.Contains(_names.Current));

        return _names.Current;
    }

    // Before its device is refused, of which the user knows nothing.
    private void CheckName(string name)
    {
        if (!UciText.IsName(name))
        {
            throw Error.InvalidName(Text.KindLine, name, Text.RuleNameCharacters);
        }

        if (_taken.Contains(name))
        {
            throw Error.InvalidValue("-Name", name, Text.RuleNameTwice);
        }

        if (WanInterfaces.TryFind(_draft.Network, name) is not null)
        {
            throw LinesError.NameTaken(name, Cure(name));
        }

        if (name.Length > Mwan3Kind.Interface.MaxLength)
        {
            throw Error.InvalidName(Text.KindLine, name, Text.RuleMwan3NameLength.With(Mwan3Kind.Interface.MaxLength));
        }
    }

    // What is there by that name may be a line that can be taken over; else the lines get names that are free.
    private string Cure(string name)
    {
        string protocol = _request.Protocol is { } wanted ? Text.CureWithProtocol.With(wanted) : "";
        if (!_request.Adopt && LineAdoption.Takes(_draft, _first, name))
        {
            return Text.CureAdopt.With(_request.Count ?? SecondLine, protocol);
        }

        IEnumerable<string> free = LineNames.After(_draft.Network, _first.Id, SecondLine).Where(other => _draft.Network.Find(other) is null || _lines.Contains(other));
        string[] names = [.. _lines.Take(1), .. free.Take((_request.Count ?? SecondLine) - 1)];
        return Text.CureFreeNames.With(string.Join(", ", names), protocol);
    }

    private WanProtocol Protocol(WanProtocol? wanted) => wanted is WanProtocol.Other
        ? throw Error.InvalidValue("-Protocol", wanted, Text.RuleLineProtocol)
        : wanted ?? _last.Get((InterfaceSettings settings) => settings.Protocol) ?? throw Error.Missing("-Protocol", Text.CureNewLinesOf.With(_request.Count ?? SecondLine, WanProtocol.Dhcp));

    private UciPatch<InterfaceSettings> Patch(string name, LineRequest line)
    {
        WanProtocol protocol = Protocol(line.Protocol ?? _request.Protocol);
        var patch = new UciPatch<InterfaceSettings>().Set(settings => settings.Protocol, protocol).SetUnlessNull(settings => settings.Dns, line.Dns);
        if (protocol != WanProtocol.Pppoe)
        {
            LineChanges.RequireNoAccount(name, line);
        }

        if (protocol != WanProtocol.Static)
        {
            LineAddresses.RequireNone(name, line);
        }

        return protocol == WanProtocol.Static ? SetAddress(patch, name, line)
            : protocol == WanProtocol.Pppoe ? patch.SetCredential(line.Credential ?? LastAccount() ?? throw Error.Missing("-Credential", Text.CureNewLineAccount.With(name)))
            : patch;
    }

    // The address is each line's own; the rest is as a rule the same for all.
    private UciPatch<InterfaceSettings> SetAddress(UciPatch<InterfaceSettings> patch, string name, LineRequest line)
    {
        InterfaceSettings? model = UciCodec.Read<InterfaceSettings>(_last) is { Protocol: WanProtocol.Static } last ? last : null;
        string address = line.Address ?? throw Error.Missing("-Address", Text.CureNewLineAddress.With(name));
        return patch.SetAddress(LineAddresses.Free(_draft, name, address))
            .Set(settings => settings.Gateway, line.Gateway ?? model?.Gateway ?? throw Error.Missing("-Gateway", Text.CureNewLineGateway.With(name)))
            .SetUnlessNull(settings => settings.Dns, line.Dns ?? (model?.Dns is { Length: > 0 } dns ? dns : null));
    }

    // Many providers let one account in several times.
    private InterfaceCredential? LastAccount() => UciCodec.Read<InterfaceSettings>(_last) is { Protocol: WanProtocol.Pppoe, UserName: { } user } last
        ? new InterfaceCredential(user, last.Password ?? "")
        : null;

    private string Parent(LineRequest line, int index) =>
        line.Parent ?? ParentOf(_draft, _first.Id, _request.Parents, index) ?? throw Error.Missing("-Parent", Text.CureNoDevice.With(_first.Id));
}
