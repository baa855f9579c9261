using System.Globalization;
using MultiDial.Errors;
using MultiDial.Network;
using MultiDial.Router;
using MultiDial.Texts;
using MultiDial.Uci;

namespace MultiDial.Lines;

/// <summary>Changes to the first line. It is the user's own, so the record remembers what it was.</summary>
internal static class FirstLine
{
    private const string Dhcp = "dhcp";
    private const string Pppoe = "pppoe";
    private const string Static = "static";

    /// <summary>Gives it a metric if it has none.</summary>
    internal static void SetMetric(RouterDraft draft, LinesRecord record, UciSection first)
    {
        if (!first.Has("metric"))
        {
            record.SetFirst(first, "metric", new LineMetrics(draft.Network, []).Next().ToString(CultureInfo.InvariantCulture));
        }
    }

    /// <summary>Writes what is asked for. An account without a protocol makes it dial by PPPoE, an address makes it static.</summary>
    internal static void Set(RouterDraft draft, LinesRecord record, UciSection first, LineRequest line)
    {
        CheckDevice(first, line);
        string protocol = line.Protocol is { } wanted ? Word(wanted) : line.Credential is not null ? Pppoe : line.Address is not null ? Static : first.Get("proto") ?? "";
        if (protocol != Pppoe)
        {
            LineChanges.RequireNoAccount(first.Id, line);
        }

        if (protocol != Static && line.Address is not null)
        {
            LineAddresses.RequireNone(first.Id, line);
        }

        bool isOther = protocol != (first.Get("proto") ?? "");
        if (protocol == Pppoe && (isOther || line.Credential is not null))
        {
            SetAccount(record, first, line);
        }
        else if (protocol == Static && (isOther || line.Address is not null))
        {
            SetAddress(draft, record, first, line);
        }

        if (isOther || line.Credential is not null || line.Address is not null)
        {
            record.SetFirst(first, "proto", protocol);
            InterfaceName.CheckProtocol(first);
            WanInterfaces.AwaitReturn(draft, [first.Id]);
        }

        if (line.Mtu is not null)
        {
            UciSection trial = draft.Network.Clone().Find(first.Id)!;
            LineChanges.SetMtu(draft, trial, line.Mtu);
            record.SetFirst(first, "mtu", trial.Get("mtu"));
        }
    }

    private static void CheckDevice(UciSection first, LineRequest line)
    {
        string? device = InterfaceDevice.Written(first);
        if (line.MacAddress is not null)
        {
            throw Error.InvalidValue("-MacAddress", line.MacAddress, Text.RuleFirstLineDevice.With(first.Id, device));
        }

        if (line.Parent is not null && line.Parent != device)
        {
            throw Error.InvalidValue("-Parent", line.Parent, Text.RuleFirstLineDevice.With(first.Id, device));
        }
    }

    private static string Word(WanProtocol protocol) => protocol switch
    {
        WanProtocol.Dhcp => Dhcp,
        WanProtocol.Pppoe => Pppoe,
        WanProtocol.Static => Static,
        _ => throw Error.InvalidValue("-Protocol", protocol, Text.RuleLineProtocol),
    };

    private static void SetAccount(LinesRecord record, UciSection first, LineRequest line)
    {
        InterfaceCredential credential = line.Credential ?? throw Error.Missing("-UserName", Text.CureFirstLineAccount.With(first.Id));
        record.SetFirst(first, "username", credential.UserName);
        record.SetFirst(first, "password", credential.Password);
    }

    private static void SetAddress(RouterDraft draft, LinesRecord record, UciSection first, LineRequest line)
    {
        string text = line.Address ?? throw Error.Missing("-Address", Text.CureFirstLineAddress.With(first.Id));
        (string address, string netmask) = InterfaceAddress.WithNetmask(LineAddresses.Free(draft, first.Id, text));
        string gateway = line.Gateway ?? (first.Get("proto") == Static ? first.Get("gateway") : null)
            ?? throw Error.Missing("-Gateway", Text.CureFirstLineGateway.With(first.Id));
        record.SetFirst(first, "ipaddr", address);
        record.SetFirst(first, "netmask", netmask);
        InterfaceAddress.CheckGateway(gateway);
        record.SetFirst(first, "gateway", gateway);
        if (line.Dns is not null && !first.Has("dns"))
        {
            Array.ForEach(line.Dns, InterfaceAddress.CheckDns);
            record.SetFirst(first, "dns", string.Join(' ', line.Dns));
        }
    }
}
