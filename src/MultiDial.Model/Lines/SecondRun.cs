using MultiDial.Errors;
using MultiDial.Mwan3;
using MultiDial.Network;
using MultiDial.Router;

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
        LineChanges.Set(draft, record, request.Of(lines), request.Protocol, request.TrackIp);
        if (!Texts(draft).SequenceEqual(before))
        {
            throw LinesError.OtherValues(router);
        }

        if (request.DirectNetwork is { } networks)
        {
            DirectNetworks.Set(draft, record, networks);
            if (!Texts(draft).SequenceEqual(before))
            {
                throw LinesError.OtherNetworks(router);
            }
        }
    }

    private static string[] Texts(RouterDraft draft) => [draft.Network.ToText(), draft.Mwan3.ToText()];
}
