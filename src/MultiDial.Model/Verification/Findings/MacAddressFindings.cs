using MultiDial.Network;
using MultiDial.Texts;
using MultiDial.Uci;

namespace MultiDial.Verification.Findings;

/// <summary>What is wrong with the MAC addresses of macvlans.</summary>
internal static class MacAddressFindings
{
    internal static IEnumerable<ConfigurationFinding> Find(CheckedConfiguration configuration)
    {
        // One in passthru mode has the address of its parent.
        UciSection[] macvlans = [.. DeviceFindings.InUse(configuration).Where(section => section.Get((MacvlanDevice device) => device.Mode) != MacvlanMode.Passthru)];
        HashSet<string> taken = [.. configuration.Network.OfType(DeviceSettings.SectionType).Select(Written).OfType<string>(), .. configuration.Links.Values.Select(link => link.MacAddress)];
        foreach (UciSection section in macvlans)
        {
            string name = Devices.NameOf(section)!;
            string? written = section.Get((DeviceSettings settings) => settings.MacAddress);
            if (written is null && IsOfLine(configuration, name))
            {
                yield return Finding(FindingId.MacAddressRandom, FindingSeverity.Warning, Text.FindingMacAddressRandom.With(name), Present(configuration, name));
            }
            else if (written is not null && Written(section) is null)
            {
                yield return Finding(FindingId.MacAddressInvalid, FindingSeverity.Error, Text.FindingMacAddressInvalid.With(name, written), null);
            }
            else if (Twin(configuration, section, macvlans) is { } twin)
            {
                yield return Finding(FindingId.MacAddressTwice, FindingSeverity.Error, Text.FindingMacAddressTwice.With(name, twin, written), null);
            }

            ConfigurationFinding Finding(FindingId id, FindingSeverity severity, string message, string? address)
            {
                address ??= MacAddresses.Derive($"{Seed(configuration, section)}/{name}", taken.Contains);
                taken.Add(address);
                return configuration.Finding(id, severity, name, message, Text.RemedyMacAddress.With(Remedy.Word(name), address));
            }
        }
    }

    private static bool IsOfLine(CheckedConfiguration configuration, string device) => configuration.Lines
        .Select(line => WanInterfaces.TryFind(configuration.Network, line)).OfType<UciSection>().Any(line => InterfaceDevice.Written(line) == device);

    // An address that it has at present keeps its lease.
    private static string? Present(CheckedConfiguration configuration, string name) =>
        configuration.Links.GetValueOrDefault(name)?.MacAddress is { } address && MacAddresses.TryParse(address) is { } known
        && configuration.Links.Values.Count(link => link.MacAddress == address) == 1 ? known : null;

    // Each router has made up another prefix for its local addresses.
    private static string? Seed(CheckedConfiguration configuration, UciSection section) =>
        (section.Get((MacvlanDevice device) => device.Parent) is { } parent ? configuration.Links.GetValueOrDefault(parent)?.MacAddress : null)
        ?? configuration.Network.Find("globals")?.Get("ula_prefix");

    // On the same wire; what comes first in the file has it.
    private static string? Twin(CheckedConfiguration configuration, UciSection section, UciSection[] macvlans)
    {
        string? address = Written(section), parent = section.Get((MacvlanDevice device) => device.Parent);
        return parent is null || address is null ? null
            : configuration.Links.GetValueOrDefault(parent)?.MacAddress == address
                || configuration.Network.OfType(DeviceSettings.SectionType).Any(device => Devices.NameOf(device) == parent && Written(device) == address) ? parent
            : macvlans.TakeWhile(other => other != section)
                .Where(other => Written(other) == address && other.Get((MacvlanDevice device) => device.Parent) == parent)
                .Select(Devices.NameOf).FirstOrDefault();
    }

    private static string? Written(UciSection device) => device.Get((DeviceSettings settings) => settings.MacAddress) is { } text ? MacAddresses.TryParse(text) : null;
}
