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

    private void Add(int index)
    {
        LineRequest line = _request[index];
        string name = line.Name ?? NextName();
        CheckName(name);
        string device = LineNames.Device(name);
        WanProtocol protocol = Protocol(line.Protocol ?? _request.Protocol);
        MacvlanDevices.Add(_draft, device, Parent(line, index), LineChanges.Device(line with { Parent = null }));
        var options = new Dictionary<string, object?>
        {
            [LineOptions.Device] = device,
            [LineOptions.Protocol] = protocol,
            [LineOptions.Metric] = _metrics.Next(),
        };
        SetAddress(options, name, protocol, line);
        SetAccount(options, name, protocol, line);
        WanInterfaces.Add(_draft, name, options, _zone);
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
    private static void CheckName(string name)
    {
        if (name.Length > Mwan3Kind.Interface.MaxLength)
        {
            throw Error.InvalidName(LineName.Label, name, Text.RuleMwan3NameLength.With(Mwan3Kind.Interface.MaxLength));
        }
    }

    private WanProtocol Protocol(WanProtocol? wanted) => (wanted, _last.Get("proto")) switch
    {
        (WanProtocol.Dhcp or WanProtocol.Pppoe or WanProtocol.Static, _) => wanted.Value,
        (null, "dhcp") => WanProtocol.Dhcp,
        (null, "pppoe") => WanProtocol.Pppoe,
        (null, "static") => WanProtocol.Static,
        (null, _) => throw Error.Missing("-Protocol", "New-MultiDial -Line 4 -Protocol Dhcp"),
        _ => throw Error.InvalidValue("-Protocol", wanted, Text.RuleLineProtocol),
    };

    // The address is each line's own; the rest is as a rule the same for all.
    private void SetAddress(Dictionary<string, object?> options, string name, WanProtocol protocol, LineRequest line)
    {
        string[]? dns = line.Dns;
        if (protocol != WanProtocol.Static)
        {
            LineAddresses.RequireNone(name, line);
        }
        else
        {
            bool isModel = _last.Get("proto") == "static";
            string address = line.Address ?? throw Error.Missing("-Address", Text.CureNewLineAddress.With(name));
            options[LineOptions.Address] = LineAddresses.Free(_draft, name, address);
            options[LineOptions.Gateway] = line.Gateway ?? (isModel ? _last.Get("gateway") : null) ?? throw Error.Missing("-Gateway", Text.CureNewLineGateway.With(name));
            dns ??= isModel && _last.Has("dns") ? [.. _last.GetList("dns").SelectMany(servers => servers.Split(' ', StringSplitOptions.RemoveEmptyEntries))] : null;
        }

        if (dns is not null)
        {
            options[LineOptions.Dns] = dns;
        }
    }

    private void SetAccount(Dictionary<string, object?> options, string name, WanProtocol protocol, LineRequest line)
    {
        if (protocol != WanProtocol.Pppoe)
        {
            LineChanges.RequireNoAccount(name, line);
        }
        else if ((line.Credential ?? LastAccount()) is { } credential)
        {
            options[LineOptions.Credential] = credential;
        }
    }

    // Many providers let one account in several times.
    private LineCredential? LastAccount() =>
        _last.Get("proto") == "pppoe" && _last.Get("username") is { } user ? new LineCredential(user, _last.Get("password") ?? "") : null;

    private string Parent(LineRequest line, int index)
    {
        string? own = LineOptions.WrittenDevice(_first);
        own = MacvlanDevices.Section(_draft.Network, own)?.Get("ifname") ?? own;
        string[] parents = _request.Parents;
        int start = Array.IndexOf(parents, own);
        return line.Parent
            ?? (parents.Length == 0 ? own : parents[(start < 0 ? index - 1 : start + index) % parents.Length])
            ?? throw Error.Missing("-Parent", Text.CureNoDevice.With(_first.Id));
    }
}
