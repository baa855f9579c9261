using MultiDial.Errors;
using MultiDial.Firewall;
using MultiDial.Network;
using MultiDial.Router;
using MultiDial.Texts;
using MultiDial.Uci;

namespace MultiDial.Lines;

/// <summary>
/// The IPv6 of the lines. It is not balanced: a client chooses the prefix that it sends from, and netifd's routes by
/// source send each prefix out by the line that it came in by.
/// </summary>
internal static class LineIPv6
{
    private const string Suffix = "_6";

    // Of a PPPoE line: with "auto" netifd makes the interface by itself, with "1" somebody else must.
    private const string Option = "ipv6";
    private const string Automatic = "auto";
    private const string No = "0";

    /// <summary>The interfaces that bring a line its IPv6: those on its device, or on the line itself.</summary>
    internal static IEnumerable<UciSection> Of(UciPackage network, string line)
    {
        string? device = network.Find(line) is { } section ? InterfaceDevice.Written(section) : null;
        return WanInterfaces.Sections(network)
            .Where(other => other.Id != line && InterfaceChecks.IsIPv6(other) && InterfaceDevice.Written(other) is { } below && (below == device || below == "@" + line));
    }

    /// <summary>Whether the line is set up to bring IPv6.</summary>
    internal static bool Has(UciPackage network, string line) => IsPppoe(network, line) && network.Find(line)!.Get(Option) is (null or Automatic or No)
        ? network.Find(line)!.Get(Option) != No
        : Of(network, line).Any(other => other.Get((InterfaceSettings settings) => settings.Disabled) != true);

    /// <summary>Makes the first line what the record says of IPv6.</summary>
    internal static void SetFirst(RouterDraft draft, LinesRecord record)
    {
        UciSection first = draft.Network.Find(record.Lines[0])!;
        if (record.IPv6 != MultiDialIPv6.None)
        {
            record.SwitchOn();
            record.RestoreFirst(first, Option);
        }
        else
        {
            foreach (UciSection other in Of(draft.Network, first.Id).ToArray())
            {
                record.SwitchOff(other);
            }

            if (IsPppoe(draft.Network, first.Id))
            {
                record.SetFirst(first, Option, No);
            }
        }

        WanInterfaces.AwaitReturn(draft, IsPppoe(draft.Network, first.Id) ? [first.Id] : []);
    }

    /// <summary>Makes another line what the record says of IPv6.</summary>
    internal static void Set(RouterDraft draft, LinesRecord record, string line)
    {
        bool isWanted = record.IPv6 == MultiDialIPv6.PerLine;
        if (Has(draft.Network, line) == isWanted)
        {
            return;
        }

        if (IsPppoe(draft.Network, line))
        {
            draft.Network.Find(line)!.Set(Option, isWanted ? Automatic : No);
            WanInterfaces.AwaitReturn(draft, [line]);
        }
        else if (isWanted)
        {
            Add(draft, line);
        }
        else
        {
            RemoveMade(draft, line);
            Array.ForEach([.. Of(draft.Network, line).Where(Ownership.IsAdopted)], record.SwitchOff);
        }
    }

    /// <summary>Takes away what the module made or took over of a line's IPv6.</summary>
    internal static void Remove(RouterDraft draft, string line) => Remove(draft, line, Ownership.IsOurs);

    /// <summary>Takes away what the module made of a line's IPv6.</summary>
    internal static void RemoveMade(RouterDraft draft, string line) => Remove(draft, line, section => Ownership.IsOurs(section) && !Ownership.IsAdopted(section));

    private static void Remove(RouterDraft draft, string line, Func<UciSection, bool> condition)
    {
        foreach (UciSection other in Of(draft.Network, line).Where(condition).ToArray())
        {
            InterfaceRemoval.Remove(draft, other.Id, leaveMwan3: false);
        }
    }

    private static bool IsPppoe(UciPackage network, string line) => network.Find(line)?.Get("proto") == "pppoe";

    // A line's name has at most 13 characters for mwan3, so this one has at most the 15 that the firewall takes.
    private static void Add(RouterDraft draft, string line)
    {
        string name = line + Suffix;
        if (draft.Network.Find(name) is { } taken)
        {
            throw Error.AlreadyExists(Text.KindNetworkSection, name, Text.CureIPv6NameTaken.With(name));
        }

        UciSection section = Ownership.AddSection(draft.Network, InterfaceSettings.SectionType, name);
        section.Set("proto", "dhcpv6");
        InterfaceOptions.Write(draft, section, new UciPatch<InterfaceSettings>().Set(settings => settings.Device, "@" + line));
        section.Set("metric", draft.Network.Find(line)!.Get("metric"));
        if (FirewallZones.ZoneOf(draft.Firewall, line) is { } zone)
        {
            ZoneNetworks.Add(draft, zone, name);
        }
    }
}
