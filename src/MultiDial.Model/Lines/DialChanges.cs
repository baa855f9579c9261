using System.Globalization;
using MultiDial.Errors;
using MultiDial.Mwan3;
using MultiDial.Network;
using MultiDial.Router;
using MultiDial.Uci;

namespace MultiDial.Lines;

/// <summary>Changes to lines that are there.</summary>
internal static class DialChanges
{
    /// <summary>Writes what is given into the lines.</summary>
    /// <param name="draft">The draft to edit.</param>
    /// <param name="record">All lines.</param>
    /// <param name="lines">The lines to change.</param>
    /// <param name="request">What is given, by a line's place among these.</param>
    internal static void Set(RouterDraft draft, DialRecord record, string[] lines, DialRequest request)
    {
        for (int i = 0; i < lines.Length; i++)
        {
            Set(draft, record, lines[i], request.At(i), request);
        }
    }

    /// <summary>Writes a line's MTU: into its interface for PPPoE, else into its device.</summary>
    internal static void SetMtu(RouterDraft draft, UciSection line, int? mtu)
    {
        const int Least = 576, Most = 9200;
        if (mtu is not { } bytes)
        {
            return;
        }

        if (bytes is < Least or > Most)
        {
            throw Error.InvalidValue("-Mtu", bytes, FormattableString.Invariant($"a number of bytes from {Least} to {Most}"));
        }

        UciSection section = line.Get("proto") == "pppoe" ? line : MacvlanDevices.Section(draft.Network, InterfaceDevice.Written(line)) ?? line;
        section.Set("mtu", bytes.ToString(CultureInfo.InvariantCulture));
    }

    private static void Set(RouterDraft draft, DialRecord record, string name, DialLine line, DialRequest request)
    {
        UciSection section = draft.Network.Find(name)!;
        if (name == record.Lines[0])
        {
            SetFirst(draft, record, section, line, request.Dns);
        }
        else
        {
            SetOther(draft, section, line, request.Protocol);
        }

        if (line.Weight is { } weight && DialMembers.Of(draft.Mwan3, record.Policy, name) is { } member)
        {
            Mwan3Members.Set(draft, member.Id, new UciPatch<Mwan3Member>().Set(value => value.Weight, weight));
        }

        if (request.TrackIp is { } targets && draft.Mwan3.Find(name)?.Type == Mwan3Kind.Interface.SectionType)
        {
            Mwan3Interfaces.Set(draft, name, new UciPatch<Mwan3Interface>().Set(value => value.TrackIp, targets));
        }
    }

    // It is the user's own line: what it was is remembered.
    private static void SetFirst(RouterDraft draft, DialRecord record, UciSection section, DialLine line, string[]? dns)
    {
        string? device = InterfaceDevice.Written(section);
        if (line.MacAddress is not null || (line.Parent is not null && line.Parent != device))
        {
            throw Error.InvalidValue(line.MacAddress is null ? "-Parent" : "-MacAddress", line.MacAddress ?? line.Parent,
                $"the first line '{section.Id}' keeps its device {device}; the others get macvlans of their own");
        }

        if (line.Credential is { } credential)
        {
            record.SetFirst(section, "proto", "pppoe");
            record.SetFirst(section, "username", credential.UserName);
            record.SetFirst(section, "password", credential.Password);
            InterfaceName.CheckProtocol(section);
            WanInterfaces.AwaitReturn(draft, [section.Id]);
        }

        DialAddresses.SetFirst(draft, record, section, line, dns);
        if (line.Mtu is not null)
        {
            UciSection trial = draft.Network.Clone().Find(section.Id)!;
            SetMtu(draft, trial, line.Mtu);
            record.SetFirst(section, "mtu", trial.Get("mtu"));
        }
    }

    private static void SetOther(RouterDraft draft, UciSection section, DialLine line, WanProtocol? protocol)
    {
        UciPatch<InterfaceSettings> options = DialAddresses.Options(draft, section.Id, line).SetUnlessNull(settings => settings.Protocol, protocol);
        if (line.Credential is not null)
        {
            options = options.SetCredential(line.Credential);
        }

        if (!options.IsEmpty)
        {
            WanInterfaces.Set(draft, section.Id, options);
        }

        UciPatch<MacvlanDevice> device = new UciPatch<MacvlanDevice>()
            .SetUnlessNull(value => value.MacAddress, line.MacAddress).SetUnlessNull(value => value.Parent, line.Parent);
        if (!device.IsEmpty && InterfaceDevice.Written(section) is { } name)
        {
            MacvlanDevices.Set(draft, name, device);
        }

        SetMtu(draft, section, line.Mtu);
    }
}
