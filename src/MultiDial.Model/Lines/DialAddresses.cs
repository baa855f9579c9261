using MultiDial.Errors;
using MultiDial.Network;
using MultiDial.Router;
using MultiDial.Uci;

namespace MultiDial.Lines;

/// <summary>The addresses of static lines.</summary>
internal static class DialAddresses
{
    /// <summary>The address, if no other interface has it: in the configuration, or from a DHCP server at present.</summary>
    /// <exception cref="MultiDialException">InvalidValue: no address, or one that is taken.</exception>
    internal static string Free(RouterDraft draft, string line, string text)
    {
        string address = InterfaceAddress.WithNetmask(text).Address;
        string? owner = WanInterfaces.Sections(draft.Network).FirstOrDefault(section => section.Id != line && Written(section).Contains(address))?.Id
            ?? InterfaceStatus.Read(draft.Before).Where(entry => entry.Key != line && entry.Value.Address == address && draft.Network.Find(entry.Key)?.Get("proto") != "static")
                .Select(entry => entry.Key).FirstOrDefault();
        return owner is null ? text : throw Error.InvalidValue("-Address", text, $"the interface '{owner}' has it");
    }

    /// <summary>What is given of a static line that is there.</summary>
    internal static UciPatch<InterfaceSettings> Options(RouterDraft draft, string name, DialLine line)
    {
        var options = new UciPatch<InterfaceSettings>();
        return line.Address is { } address
            ? options.SetAddress(Free(draft, name, address)).SetUnlessNull(settings => settings.Gateway, line.Gateway)
            : options;
    }

    /// <summary>Makes the first line static, and has the record remember what it was.</summary>
    internal static void SetFirst(RouterDraft draft, DialRecord record, UciSection first, DialLine line, string[]? dns)
    {
        if (line.Address is not { } text)
        {
            return;
        }

        (string address, string netmask) = InterfaceAddress.WithNetmask(Free(draft, first.Id, text));
        bool isStatic = first.Get("proto") == "static";
        string gateway = line.Gateway ?? (isStatic ? first.Get("gateway") : null)
            ?? throw Error.Missing("-Gateway", $"Give the line '{first.Id}' the provider's, as -Gateway 192.0.2.1.");
        record.SetFirst(first, "proto", "static");
        record.SetFirst(first, "ipaddr", address);
        record.SetFirst(first, "netmask", netmask);
        InterfaceAddress.CheckGateway(gateway);
        record.SetFirst(first, "gateway", gateway);
        if (dns is not null && !first.Has("dns"))
        {
            Array.ForEach(dns, InterfaceAddress.CheckDns);
            record.SetFirst(first, "dns", string.Join(' ', dns));
        }

        WanInterfaces.AwaitReturn(draft, [first.Id]);
    }

    private static IEnumerable<string> Written(UciSection section) => section.Get("proto") == "static"
        ? section.GetList("ipaddr").SelectMany(items => items.Split(' ')).Select(item => item.Split('/')[0])
        : [];
}
