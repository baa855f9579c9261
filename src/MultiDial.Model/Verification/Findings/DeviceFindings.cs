using MultiDial.Network;
using MultiDial.Texts;
using MultiDial.Uci;

namespace MultiDial.Verification.Findings;

/// <summary>What is wrong with the macvlans that interfaces sit on.</summary>
internal static class DeviceFindings
{
    private const string OptionOfInterfaces = "device";

    internal static IEnumerable<ConfigurationFinding> Find(CheckedConfiguration configuration)
    {
        UciSection[] macvlans = [.. InUse(configuration)];
        return macvlans.Length > 0 && configuration.Router?.Get(MacvlanSupport.Part).IsThere == false
            ? [configuration.Finding(FindingId.MacvlanSupportMissing, FindingSeverity.Error, Devices.NameOf(macvlans[0])!, Text.FindingMacvlanSupportMissing, Text.RemedyMacvlanSupport)]
            : macvlans.Select(section => Parent(configuration, section, macvlans)).OfType<ConfigurationFinding>();
    }

    /// <summary>The macvlans that an interface sits on.</summary>
    internal static IEnumerable<UciSection> InUse(CheckedConfiguration configuration)
    {
        HashSet<string?> used = [.. WanInterfaces.Sections(configuration.Network).Where(section => section.Get((InterfaceSettings settings) => settings.Disabled) != true).Select(InterfaceDevice.Written)];
        return MacvlanDevices.Sections(configuration.Network).Where(section => used.Contains(Devices.NameOf(section)) && (section.Get("enabled") is not { } enabled || UciWords.Flag(enabled) != false));
    }

    private static ConfigurationFinding? Parent(CheckedConfiguration configuration, UciSection section, UciSection[] all)
    {
        string name = Devices.NameOf(section)!;
        if (section.Get((MacvlanDevice device) => device.Parent) is { } parent)
        {
            return IsMissing(configuration, parent)
                ? configuration.Finding(FindingId.MacvlanParentMissing, FindingSeverity.Error, name, Text.FindingMacvlanParentMissing.With(name, parent), Text.RemedyParent.With(Remedy.Word(name), Another(configuration, all)))
                : null;
        }

        return section.Get(OptionOfInterfaces) is { } meant
            ? configuration.Finding(FindingId.MacvlanParentInDevice, FindingSeverity.Error, name, Text.FindingMacvlanParentInDevice.With(name), Text.RemedyParent.With(Remedy.Word(name), Remedy.Word(meant)))
            : configuration.Finding(FindingId.MacvlanWithoutParent, FindingSeverity.Error, name, Text.FindingMacvlanWithoutParent.With(name), Text.RemedyParent.With(Remedy.Word(name), Another(configuration, all)));
    }

    // A saved configuration does not say which devices the kernel has, and netifd makes a VLAN of one that there is.
    private static bool IsMissing(CheckedConfiguration configuration, string parent) => configuration.Links.Count > 0 && parent is not ['@', ..] && !IsThere(configuration, parent)
        && !(parent.LastIndexOf('.') is > 0 and var dot && IsThere(configuration, parent[..dot]));

    private static bool IsThere(CheckedConfiguration configuration, string device) =>
        configuration.Links.ContainsKey(device) || configuration.Network.OfType(DeviceSettings.SectionType).Any(section => Devices.NameOf(section) == device);

    // The parent of others, or what a line sits on that needs no macvlan.
    private static string Another(CheckedConfiguration configuration, UciSection[] all)
    {
        HashSet<string?> macvlans = [.. MacvlanDevices.Sections(configuration.Network).Select(Devices.NameOf)];
        string? parent = all.Select(section => section.Get((MacvlanDevice device) => device.Parent))
            .Concat(configuration.Lines.Select(line => WanInterfaces.TryFind(configuration.Network, line)).OfType<UciSection>().Select(InterfaceDevice.Written))
            .FirstOrDefault(device => device is not (null or ['@' or '/', ..]) && !macvlans.Contains(device) && !IsMissing(configuration, device));
        return parent is null ? Text.RemedyPartWanDevice : Remedy.Word(parent);
    }
}
