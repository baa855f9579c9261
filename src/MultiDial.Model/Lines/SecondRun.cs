using MultiDial.Errors;
using MultiDial.Mwan3;
using MultiDial.Network;
using MultiDial.Router;
using MultiDial.Uci;

namespace MultiDial.Lines;

/// <summary>New-MultiDial on a router that has lines: it changes none of them, so they must be what it asks for already.</summary>
internal static class SecondRun
{
    /// <exception cref="MultiDialException">AlreadyExists: the lines differ from what is asked for.</exception>
    internal static void Check(RouterDraft draft, LinesRecord record, LinesRequest request)
    {
        string[] lines = record.Lines;
        string router = draft.Before.Session.Name;
        if (request.Count < lines.Length)
        {
            throw LinesError.OtherCount(router, lines.Length, request.Count.Value);
        }

        if (request.IPv6 is { } mode && mode != record.IPv6)
        {
            throw LinesError.OtherIPv6(router, record.IPv6, mode);
        }

        if (request.Policy is { } policy && policy != record.Policy)
        {
            throw LinesError.OtherPolicy(router, record.Policy);
        }

        foreach ((int index, (string name, LineRequest line)) in request.Of(lines).Index())
        {
            if (line.Name is { } other && other != name)
            {
                throw LinesError.OtherName(router, index + 1, name, other);
            }
        }

        string[] before = Texts(draft);
        HashSet<string> known = [.. draft.Changes.Select(change => change.ToString())];
        LineChanges.Set(draft, record, request.Of(lines), request.Protocol, request.TrackIp);
        SetNew(draft, lines, request);
        LineMembers.SetSticky(draft, record, request.StickyHttps ?? LineMembers.HasSticky(draft, record));
        if (request.DirectNetwork is { } networks)
        {
            DirectNetworks.Set(draft, record, networks);
        }

        if (!Texts(draft).SequenceEqual(before))
        {
            throw LinesError.OtherValues(draft, [.. draft.Changes.Where(change => !known.Contains(change.ToString()))]);
        }
    }

    // What is said of new lines was for these when they were new.
    private static void SetNew(RouterDraft draft, string[] lines, LinesRequest request)
    {
        foreach ((int index, string name) in lines.Index().Skip(1))
        {
            UciSection section = draft.Network.Find(name)!;
            LineRequest line = request[index];
            if (line.Dns is { } servers)
            {
                section.Set((InterfaceSettings settings) => settings.Dns, servers);
            }

            if (section.Get((InterfaceSettings settings) => settings.Protocol) != WanProtocol.Static)
            {
                LineAddresses.RequireNone(name, line);
            }

            if (line.Gateway is { } gateway)
            {
                section.Set((InterfaceSettings settings) => settings.Gateway, gateway);
            }

            if (MacvlanDevices.Section(draft.Network, InterfaceDevice.Written(section)) is { } device && line.Parent is null && request.Parents.Length > 0)
            {
                device.Set((MacvlanDevice macvlan) => macvlan.Parent, LineAddition.ParentOf(draft, lines[0], request.Parents, index));
            }
        }
    }

    private static string[] Texts(RouterDraft draft) => [draft.Network.ToText(), draft.Mwan3.ToText()];
}
