using System.Text.RegularExpressions;
using MultiDial.Errors;
using MultiDial.Network;
using MultiDial.Router;
using MultiDial.Uci;

namespace MultiDial.Mwan3;

/// <summary>The operations on the lines that mwan3 tracks.</summary>
internal static partial class Mwan3Interfaces
{
    /// <summary>The events of an interface after which mwan3 can forget all connections.</summary>
    internal static readonly string[] FlushEvents = ["ifup", "ifdown", "connected", "disconnected"];

    internal static IEnumerable<Mwan3Interface> Read(RouterState state) =>
        state.Mwan3.OfType(Mwan3Kind.Interface.SectionType)
            .Select(section => UciCodec.Fill(new Mwan3Interface(state.Session, section.Id), section));

    internal static Mwan3Interface? Read(RouterState state, string name) =>
        Read(state).FirstOrDefault(line => line.Name == name);

    /// <summary>Adds a line; nothing to do if it is there with these values.</summary>
    internal static void Add(RouterDraft draft, string name, IReadOnlyDictionary<string, object?> values)
    {
        if (Mwan3Kind.Interface.IsThere(draft.Mwan3, name, section => Write(draft, section, values)))
        {
            return;
        }

        Mwan3Kind.Interface.CheckNew(draft.Mwan3, name);
        if (!IsNetworkInterface(draft.Network, name))
        {
            throw Error.NotFound("network interface", name, $"New-WanInterface {name} -Device eth1 -Protocol Dhcp, or Get-WanInterface for those there are");
        }

        UciSection section = Ownership.AddSection(draft.Mwan3, Mwan3Kind.Interface.SectionType, name);
        Mwan3Globals.CheckRoom(draft.Mwan3);
        Write(draft, section, values);
    }

    internal static void Set(RouterDraft draft, string name, IReadOnlyDictionary<string, object?> values) =>
        Write(draft, Mwan3Kind.Interface.Find(draft.Mwan3, name), values);

    /// <param name="draft">The change.</param>
    /// <param name="name">The interface.</param>
    /// <param name="force">Removes its members as well, and takes them out of their policies.</param>
    internal static void Remove(RouterDraft draft, string name, bool force)
    {
        UciSection section = Mwan3Kind.Interface.Find(draft.Mwan3, name);
        UciSection[] members = [.. draft.Mwan3.OfType(Mwan3Kind.Member.SectionType).Where(member => member.Get("interface") == name)];
        if (members.Length > 0 && !force)
        {
            throw Error.InUse(Mwan3Kind.Interface.Label, name, "the member " + string.Join(", ", members.Select(member => member.Id)), $"Remove-Mwan3Interface {name} -Force");
        }

        RemoveMembers(draft, members);
        draft.Mwan3.Remove(section);
    }

    /// <summary>Removes members, also from the policies that use them.</summary>
    internal static void RemoveMembers(RouterDraft draft, UciSection[] members)
    {
        string[] names = [.. members.Select(member => member.Id)];
        foreach (UciSection policy in draft.Mwan3.OfType(Mwan3Kind.Policy.SectionType).Where(policy => policy.GetList("use_member").Intersect(names).Any()))
        {
            string gone = string.Join(", ", policy.GetList("use_member").Intersect(names));
            string[] left = [.. policy.GetList("use_member").Except(names)];
            policy.SetList("use_member", left);
            draft.Warn($"The mwan3 policy '{policy.Id}' loses {gone}" + (left.Length == 0 ? " and has no member left: its traffic takes its last resort." : "."));
        }

        foreach (UciSection member in members)
        {
            draft.Mwan3.Remove(member);
        }
    }

    /// <summary>
    /// Whether netifd has such an interface, or would make it: protocols with two families make wan_4 and wan_6 of wan.
    /// </summary>
    internal static bool IsNetworkInterface(UciPackage network, string name) =>
        IsSection(network, name) || ((name.EndsWith("_4", StringComparison.Ordinal) || name.EndsWith("_6", StringComparison.Ordinal)) && IsSection(network, name[..^2]));

    private static bool IsSection(UciPackage network, string name) => network.Find(name) is { Type: "interface", Name: not null };

    private static void Write(RouterDraft draft, UciSection section, IReadOnlyDictionary<string, object?> values)
    {
        UciCodec.Write(section, typeof(Mwan3Interface), values);
        CheckFamily(section, values);
        foreach (string word in (values.GetValueOrDefault(nameof(Mwan3Interface.FlushConntrack)) as string[] ?? []).Except(FlushEvents))
        {
            throw Error.InvalidValue("-FlushConntrack", word, "it takes " + string.Join(", ", FlushEvents));
        }

        int targets = section.GetList("track_ip").Count;
        if (targets > 0 && int.TryParse(section.Get("reliability"), out int reliability) && reliability > targets)
        {
            draft.Warn(FormattableString.Invariant($"mwan3 will never count '{section.Id}' as online: {reliability} of its {targets} tracked addresses would have to answer (-Reliability)."));
        }
    }

    private static void CheckFamily(UciSection section, IReadOnlyDictionary<string, object?> values)
    {
        if (values.GetValueOrDefault(nameof(Mwan3Interface.Family)) is Mwan3Family.Any)
        {
            throw Error.InvalidValue("-Family", Mwan3Family.Any, "a line of mwan3 has one family, IPv4 or IPv6");
        }

        bool isIPv6 = section.Get("family") == "ipv6";
        foreach (string target in values.GetValueOrDefault(nameof(Mwan3Interface.TrackIp)) as string[] ?? [])
        {
            if (AddressRange.TryParseAddress(target) is { } address
                ? (address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6) != isIPv6
                : !HostName().IsMatch(target))
            {
                throw Error.InvalidValue("-TrackIp", target, $"an IPv{(isIPv6 ? 6 : 4)} address or a host name is needed");
            }
        }
    }

    // The last label of a host name is never a number, so a mistyped address is none.
    [GeneratedRegex(@"\A(?=.{1,253}\z)(?:[A-Za-z0-9_](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?\.)*(?![0-9]+\.?\z)[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.?\z")]
    private static partial Regex HostName();
}
