using MultiDial.Errors;
using MultiDial.Network;
using MultiDial.Router;
using MultiDial.Texts;
using MultiDial.Uci;

namespace MultiDial.Lines;

/// <summary>The addresses of static lines.</summary>
internal static class LineAddresses
{
    /// <summary>The address, if no other interface has it: in the configuration, or from a DHCP server at present.</summary>
    /// <exception cref="MultiDialException">InvalidValue: no address, or one that is taken.</exception>
    internal static string Free(RouterDraft draft, string line, string text)
    {
        string address = InterfaceAddress.WithNetmask(text).Address;
        string? owner = WanInterfaces.Sections(draft.Network).FirstOrDefault(section => section.Id != line && Written(section).Contains(address))?.Id
            ?? InterfaceStatus.Read(draft.Before).Where(entry => entry.Key != line && entry.Value.Address == address && draft.Network.Find(entry.Key)?.Get("proto") != "static")
                .Select(entry => entry.Key).FirstOrDefault();
        return owner is null ? text : throw Error.InvalidValue("-Address", text, Text.RuleAddressTaken.With(owner));
    }

    /// <exception cref="MultiDialException">InvalidValue: a line that is not static has an address or a gateway of its own.</exception>
    internal static void RequireNone(string line, LineRequest request)
    {
        if ((request.Address ?? request.Gateway) is { } own)
        {
            throw Error.InvalidValue(request.Address is null ? "-Gateway" : "-Address", own, Text.RuleStaticOnly.With(line));
        }
    }

    private static IEnumerable<string> Written(UciSection section) => section.Get("proto") == "static"
        ? section.GetList("ipaddr").SelectMany(items => items.Split(' ')).Select(item => item.Split('/')[0])
        : [];
}
