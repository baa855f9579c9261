using MultiDial.Errors;
using MultiDial.Firewall;
using MultiDial.Network;
using MultiDial.Router;
using MultiDial.Texts;
using MultiDial.Uci;

namespace MultiDial.Lines;

/// <summary>One line below mwan3: a macvlan, an interface on it, and its place in the firewall.</summary>
internal static class DialLines
{
    private const string DefaultZone = "wan";

    /// <summary>Adds a line behind all others.</summary>
    /// <param name="draft">The draft to edit.</param>
    /// <param name="record">The lines so far; the new one joins them.</param>
    /// <param name="index">Its place from 0.</param>
    /// <param name="request">What was asked for.</param>
    internal static void Add(RouterDraft draft, DialRecord record, int index, DialRequest request)
    {
        string[] lines = record.Lines;
        UciSection first = draft.Network.Find(lines[0])!, model = draft.Network.Find(lines[^1])!;
        DialLine line = request.At(index);
        string name = line.Name ?? DialNames.NextLine(draft.Network, first.Id, lines);
        string device = DialNames.Device(name);
        WanProtocol protocol = Protocol(request.Protocol, model);
        CheckName(name);
        MacvlanDevices.Add(draft, device, Parent(draft, first, line, index, request.Parents), new UciPatch<MacvlanDevice>().SetUnlessNull(value => value.MacAddress, line.MacAddress));
        UciPatch<InterfaceSettings> options = SetAddress(draft, name, protocol, line, request.Dns, model)
            .Set(settings => settings.Device, device)
            .Set(settings => settings.Protocol, protocol)
            .Set(settings => settings.Metric, DialNames.NextMetric(draft.Network, lines));
        if (protocol == WanProtocol.Pppoe && (line.Credential ?? Credential(model)) is { } credential)
        {
            options = options.SetCredential(credential);
        }

        WanInterfaces.Add(draft, name, options, FirewallZones.ZoneOf(draft.Firewall, first.Id) ?? DefaultZone);
        record.Lines = [.. lines, name];
        DialChanges.SetMtu(draft, draft.Network.Find(name)!, line.Mtu);
        DialIPv6.Set(draft, record, name);
    }

    internal static void Remove(RouterDraft draft, string name)
    {
        string? device = InterfaceDevice.Written(draft.Network.Find(name)!);
        DialIPv6.Remove(draft, name);
        LineRemoval.Remove(draft, name, leaveMwan3: false);
        if (MacvlanDevices.Section(draft.Network, device) is { } section && Ownership.IsOurs(section))
        {
            MacvlanDevices.Remove(draft, device!);
        }
    }

    // Before its device is refused, of which the user knows nothing.
    private static void CheckName(string name)
    {
        if (name.Length > Mwan3.Mwan3Kind.Interface.MaxLength)
        {
            throw Error.InvalidName(Text.KindInterface, name, FormattableString.Invariant($"mwan3 skips names of more than {Mwan3.Mwan3Kind.Interface.MaxLength} characters"));
        }
    }

    private static WanProtocol Protocol(WanProtocol? wanted, UciSection model) => (wanted, model.Get("proto")) switch
    {
        (WanProtocol.Dhcp or WanProtocol.Pppoe or WanProtocol.Static, _) => wanted.Value,
        (null, "dhcp") => WanProtocol.Dhcp,
        (null, "pppoe") => WanProtocol.Pppoe,
        (null, "static") => WanProtocol.Static,
        (null, _) => throw Error.Missing("-Protocol", "New-MultiDial -Line 4 -Protocol Dhcp"),
        _ => throw Error.InvalidValue("-Protocol", wanted, "a line is Dhcp, Pppoe or Static"),
    };

    // The address is each line's own; the rest is as a rule the same for all.
    private static UciPatch<InterfaceSettings> SetAddress(RouterDraft draft, string name, WanProtocol protocol, DialLine line, string[]? dns, UciSection model)
    {
        var options = new UciPatch<InterfaceSettings>();
        if (protocol != WanProtocol.Static && (line.Address ?? line.Gateway) is { } own)
        {
            throw Error.InvalidValue(line.Address is null ? "-Gateway" : "-Address", own, "only lines with -Protocol Static have addresses of their own choice");
        }

        if (protocol == WanProtocol.Static)
        {
            bool isModel = model.Get("proto") == "static";
            string address = line.Address ?? throw Error.Missing("-Address", $"Give the new line '{name}' its own, as -Address 192.0.2.8/24: one for each new line, in order.");
            options = options.SetAddress(DialAddresses.Free(draft, name, address)).Set(settings => settings.Gateway, line.Gateway ?? (isModel ? model.Get("gateway") : null)
                ?? throw Error.Missing("-Gateway", $"Give the new line '{name}' the provider's, as -Gateway 192.0.2.1: one for all lines, or one for each."));
            dns ??= isModel && model.Has("dns") ? [.. model.GetList("dns").SelectMany(servers => servers.Split(' ', StringSplitOptions.RemoveEmptyEntries))] : null;
        }

        return options.SetUnlessNull(settings => settings.Dns, dns);
    }

    // Many providers let one account in several times.
    private static InterfaceCredential? Credential(UciSection model) =>
        model.Get("proto") == "pppoe" && model.Get("username") is { } user ? new InterfaceCredential(user, model.Get("password") ?? "") : null;

    private static string Parent(RouterDraft draft, UciSection first, DialLine line, int index, string[] parents)
    {
        string? own = InterfaceDevice.Written(first);
        own = MacvlanDevices.Section(draft.Network, own)?.Get("ifname") ?? own;
        int start = Array.IndexOf(parents, own);
        return line.Parent
            ?? (parents.Length == 0 ? own : parents[(start < 0 ? index - 1 : start + index) % parents.Length])
            ?? throw Error.Missing("-Parent", $"New-MultiDial -Parent eth0.2, since the line '{first.Id}' has no device");
    }
}
