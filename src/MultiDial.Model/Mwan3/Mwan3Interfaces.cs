using System.Net.Sockets;
using System.Text.RegularExpressions;
using MultiDial.Errors;
using MultiDial.Network;
using MultiDial.Router;
using MultiDial.Texts;
using MultiDial.Uci;

namespace MultiDial.Mwan3;

/// <summary>The operations on the interfaces that mwan3 tracks.</summary>
internal static partial class Mwan3Interfaces
{
    /// <summary>The events of an interface after which mwan3 can forget all connections.</summary>
    internal static readonly string[] FlushEvents = ["ifup", "ifdown", "connected", "disconnected"];

    internal static IEnumerable<Mwan3Interface> Read(RouterState state) =>
        Mwan3Kind.Interface.Of(state.Mwan3).Select(section => Make(state, section));

    internal static Mwan3Interface? Read(RouterState state, string name) =>
        Mwan3Kind.Interface.TryFind(state.Mwan3, name) is { } section ? Make(state, section) : null;

    /// <summary>Adds an interface; nothing to do if it is there with these values.</summary>
    internal static void Add(RouterDraft draft, string name, UciPatch<Mwan3Interface> patch)
    {
        if (Mwan3Kind.Interface.IsThere(draft.Mwan3, name, section => Write(draft, section, patch)))
        {
            return;
        }

        Mwan3Kind.Interface.CheckNew(draft.Mwan3, name);
        if (WanInterfaces.Owner(draft.Network, name) is null)
        {
            throw Mwan3Error.NoNetworkInterface(name, Text.CureNewNetworkInterface.With(name));
        }

        UciSection section = Ownership.AddSection(draft.Mwan3, Mwan3Kind.Interface.SectionType, name);
        Mwan3Globals.CheckRoom(draft.Mwan3);
        Write(draft, section, patch);
    }

    internal static void Set(RouterDraft draft, string name, UciPatch<Mwan3Interface> patch) =>
        Write(draft, Mwan3Kind.Interface.Find(draft.Mwan3, name), patch);

    /// <param name="draft">The change.</param>
    /// <param name="name">The interface.</param>
    /// <param name="force">Removes its members as well, and takes them out of their policies.</param>
    internal static void Remove(RouterDraft draft, string name, bool force)
    {
        UciSection section = Mwan3Kind.Interface.Find(draft.Mwan3, name);
        UciSection[] members = [.. Mwan3Members.Of(draft.Mwan3, name)];
        if (members.Length > 0 && !force)
        {
            throw Mwan3Error.InterfaceInUse(name, members.Select(member => member.Id));
        }

        RemoveMembers(draft, members);
        draft.Mwan3.Remove(section);
    }

    /// <summary>Removes members, also from the policies that use them.</summary>
    internal static void RemoveMembers(RouterDraft draft, UciSection[] members)
    {
        HashSet<string> names = [.. members.Select(member => member.Id)];
        foreach (UciSection policy in Mwan3Kind.Policy.Of(draft.Mwan3))
        {
            string[] all = policy.Get((Mwan3Policy value) => value.Member), left = [.. all.Where(member => !names.Contains(member))];
            if (left.Length == all.Length)
            {
                continue;
            }

            policy.Set((Mwan3Policy value) => value.Member, left);
            draft.Warn((left.Length == 0 ? Text.WarningPolicyIsEmpty : Text.WarningPolicyLosesMembers).With(policy.Id, string.Join(", ", all.Where(names.Contains))));
        }

        foreach (UciSection member in members)
        {
            draft.Mwan3.Remove(member);
        }
    }

    private static Mwan3Interface Make(RouterState state, UciSection section) => UciCodec.Fill(new Mwan3Interface(state.Session, section.Id), section);

    private static void Write(RouterDraft draft, UciSection section, UciPatch<Mwan3Interface> patch)
    {
        patch.Write(section);
        CheckFamily(section, patch);
        foreach (string word in (patch.Get(value => value.FlushConntrack) ?? []).Except(FlushEvents))
        {
            throw Error.InvalidValue("-FlushConntrack", word, Text.RuleOneOf.With(string.Join(", ", FlushEvents)));
        }

        int targets = section.Get((Mwan3Interface value) => value.TrackIp).Length;
        if (targets > 0 && section.Get((Mwan3Interface value) => value.Reliability) is { } reliability && reliability > targets)
        {
            draft.Warn(Text.WarningReliability.With(section.Id, reliability, targets));
        }
    }

    private static void CheckFamily(UciSection section, UciPatch<Mwan3Interface> patch)
    {
        if (patch.Get(value => value.Family) is Mwan3Family.Any)
        {
            throw Error.InvalidValue("-Family", Mwan3Family.Any, Text.RuleOneFamily);
        }

        bool isIPv6 = section.Get((Mwan3Interface value) => value.Family) == Mwan3Family.IPv6;
        foreach (string target in patch.Get(value => value.TrackIp) ?? [])
        {
            if (AddressRange.TryParseAddress(target) is { } address
                ? (address.AddressFamily == AddressFamily.InterNetworkV6) != isIPv6
                : !HostName().IsMatch(target))
            {
                throw Error.InvalidValue("-TrackIp", target, isIPv6 ? Text.RuleTrackIPv6 : Text.RuleTrackIPv4);
            }
        }
    }

    // The last label of a host name is never a number, so a mistyped address is none.
    [GeneratedRegex(@"\A(?=.{1,253}\z)(?:[A-Za-z0-9_](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?\.)*(?![0-9]+\.?\z)[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.?\z")]
    private static partial Regex HostName();
}
