using System.Globalization;
using MultiDial.Errors;
using MultiDial.Mwan3;
using MultiDial.Network;
using MultiDial.Router;
using MultiDial.Texts;
using MultiDial.Uci;

namespace MultiDial.Lines;

/// <summary>Changes to lines that are there.</summary>
internal static class LineChanges
{
    private const int LeastMtu = 576;
    private const int MostMtu = 9200;

    /// <summary>Writes what is given into the lines.</summary>
    /// <param name="draft">The draft to edit.</param>
    /// <param name="record">All lines.</param>
    /// <param name="lines">The lines to change, and what is asked for each.</param>
    /// <param name="protocol">The protocol of lines other than the first that have none of their own; null for what they have.</param>
    /// <param name="trackIp">The addresses that mwan3 asks through each; null for those that are there.</param>
    internal static void Set(RouterDraft draft, LinesRecord record, IEnumerable<(string Name, LineRequest Line)> lines, WanProtocol? protocol, string[]? trackIp)
    {
        string first = record.Lines[0];
        IReadOnlyDictionary<string, UciSection> members = LineMembers.Of(draft.Mwan3, record.Policy);
        foreach ((string name, LineRequest line) in lines)
        {
            UciSection section = draft.Network.Find(name)!;
            if (name == first)
            {
                FirstLine.Set(draft, record, section, line);
            }
            else
            {
                Set(draft, section, line with { Protocol = line.Protocol ?? protocol });
            }

            if (line.Weight is { } weight && members.GetValueOrDefault(name) is { } member)
            {
                Mwan3Members.Set(draft, member.Id, new UciPatch<Mwan3Member>().Set(value => value.Weight, weight));
            }

            if (trackIp is not null && draft.Mwan3.Find(name)?.Type == Mwan3Kind.Interface.SectionType)
            {
                Mwan3Interfaces.Set(draft, name, new UciPatch<Mwan3Interface>().Set(value => value.TrackIp, trackIp));
            }
        }
    }

    /// <summary>Writes a line's MTU: into its interface for PPPoE, else into its device.</summary>
    internal static void SetMtu(RouterDraft draft, UciSection line, int? mtu)
    {
        if (mtu is not { } bytes)
        {
            return;
        }

        if (bytes is < LeastMtu or > MostMtu)
        {
            throw Error.InvalidValue("-Mtu", bytes, Text.RuleMtu.With(LeastMtu, MostMtu));
        }

        UciSection section = line.Get("proto") == "pppoe" ? line : MacvlanDevices.Section(draft.Network, InterfaceDevice.Written(line)) ?? line;
        section.Set("mtu", bytes.ToString(CultureInfo.InvariantCulture));
    }

    /// <exception cref="MultiDialException">InvalidValue: a line that does not dial by PPPoE has an account of its own.</exception>
    internal static void RequireNoAccount(string line, LineRequest request)
    {
        if (request.Credential is { } account)
        {
            throw Error.InvalidValue("-UserName", account.UserName, Text.RulePppoeOnly.With(line));
        }
    }

    private static void Set(RouterDraft draft, UciSection section, LineRequest line)
    {
        if ((line.Protocol ?? section.Get((InterfaceSettings settings) => settings.Protocol)) != WanProtocol.Pppoe)
        {
            RequireNoAccount(section.Id, line);
        }

        var patch = new UciPatch<InterfaceSettings>().SetUnlessNull(settings => settings.Protocol, line.Protocol);
        if (line.Address is { } address)
        {
            patch = patch.SetAddress(LineAddresses.Free(draft, section.Id, address)).SetUnlessNull(settings => settings.Gateway, line.Gateway);
        }

        if (line.Credential is { } credential)
        {
            patch = patch.SetCredential(credential);
        }

        if (!patch.IsEmpty)
        {
            WanInterfaces.Set(draft, section.Id, patch);
        }

        UciPatch<MacvlanDevice> device = new UciPatch<MacvlanDevice>()
            .SetUnlessNull(macvlan => macvlan.MacAddress, line.MacAddress)
            .SetUnlessNull(macvlan => macvlan.Parent, line.Parent);
        if (!device.IsEmpty && InterfaceDevice.Written(section) is { } name)
        {
            MacvlanDevices.Set(draft, name, device);
        }

        SetMtu(draft, section, line.Mtu);
    }
}
