using System.Text.RegularExpressions;
using MultiDial.Errors;
using MultiDial.Router;
using MultiDial.Texts;
using MultiDial.Uci;

namespace MultiDial.Network;

/// <summary>The operations on macvlans: those of the configuration, and temporary ones that only the kernel has.</summary>
internal static partial class MacvlanDevices
{
    private const string Type = "macvlan";
    private const int MaxLength = 15;

    internal static IEnumerable<MacvlanDevice> Read(RouterState state)
    {
        (IReadOnlyDictionary<string, Link> links, IReadOnlyDictionary<string, string> modes) = state.Get(Link.Part);
        var sections = Sections(state.Network).Select(section => (Section: section, Name: Devices.NameOf(section)!)).ToArray();
        HashSet<string> names = [.. sections.Select(pair => pair.Name)];
        return sections.Select(pair => Persistent(state, pair.Section, pair.Name, links.GetValueOrDefault(pair.Name)))
            .Concat(links.Values.Where(link => link.Kind == Link.Macvlan && !names.Contains(link.Name))
                .Select(link => Temporary(state, link, modes.GetValueOrDefault(link.Name))));
    }

    internal static MacvlanDevice? Read(RouterState state, string name)
    {
        (IReadOnlyDictionary<string, Link> links, IReadOnlyDictionary<string, string> modes) = state.Get(Link.Part);
        Link? link = links.GetValueOrDefault(name);
        return Section(state.Network, name) is { } section ? Persistent(state, section, name, link)
            : link?.Kind == Link.Macvlan ? Temporary(state, link, modes.GetValueOrDefault(name))
            : null;
    }

    /// <summary>
    /// Adds a device; nothing to do if it is there with these values. Values that are not given: the kernel's mode, and an
    /// address that is stable.
    /// </summary>
    internal static void Add(RouterDraft draft, string name, string parent, UciPatch<MacvlanDevice> patch)
    {
        UciPatch<MacvlanDevice> whole = patch.Set(device => device.Parent, parent).SetUnlessNull(device => device.MacAddress, Address(draft, name, patch));
        if (Section(draft.Network, name) is { } known && whole.IsOf(known))
        {
            return;
        }

        CheckNew(draft, name, parent);
        if (whole.Get(device => device.MacAddress) is null)
        {
            whole = whole.Set(device => device.MacAddress, StableAddress(draft, name, parent));
        }

        UciSection section = Ownership.AddSection(draft.Network, DeviceSettings.SectionType, SectionName(draft.Network, name));
        section.Set((DeviceSettings settings) => settings.Name, name);
        section.Set((DeviceSettings settings) => settings.Type, Type);
        whole.Write(section);
    }

    /// <summary>Adds a device to the kernel alone; nothing to do if it is there with these values.</summary>
    internal static void AddTemporary(RouterDraft draft, string name, string parent, UciPatch<MacvlanDevice> patch)
    {
        if (Read(draft.Before, name) is { Temporary: true } known && IsAlready(known, parent, patch))
        {
            return;
        }

        CheckNew(draft, name, parent);
        string address = Address(draft, name, patch) ?? StableAddress(draft, name, parent);
        string mode = UciWords.Of(patch.Get(device => device.Mode) ?? MacvlanMode.Vepa);
        draft.Add(new RouterStep(StepTime.Before, "ip", "link", "add", "link", parent, "name", name, "address", address, "type", Type, "mode", mode));
        draft.Add(new RouterStep(StepTime.Before, "ip", "link", "set", "dev", name, "up"));
    }

    internal static void Set(RouterDraft draft, string name, UciPatch<MacvlanDevice> patch)
    {
        UciSection section = Find(draft, name) ?? throw Error.TemporaryDevice(name);
        if (patch.Has(device => device.Parent))
        {
            string parent = patch.Get(device => device.Parent) ?? throw Error.Missing("-Parent", Text.CureSetMacvlanParent.With(name));
            CheckParent(draft, parent);
            if (IsOn(draft.Network, parent, name))
            {
                throw Error.InvalidValue("-Parent", parent, Text.RuleParentIsAbove.With(parent, name));
            }
        }

        patch.SetUnlessNull(device => device.MacAddress, Address(draft, name, patch)).Write(section);
        WanInterfaces.AwaitReturn(draft, WanInterfaces.Sections(draft.Network).Where(other => InterfaceDevice.Written(other) == name).Select(other => other.Id));
    }

    internal static void Remove(RouterDraft draft, string name)
    {
        UciSection? section = Find(draft, name);
        IReadOnlyList<UciSection> users = Devices.Users(draft.Network, name);
        if (users.Count > 0)
        {
            throw NetworkError.DeviceInUse(name, users);
        }

        if (section is not null)
        {
            draft.Network.Remove(section);
        }
        else
        {
            draft.Add(new RouterStep(StepTime.Before, "ip", "link", "del", "dev", name));
        }
    }

    /// <summary>Whether the draft makes a temporary device of this name.</summary>
    internal static bool IsStaged(RouterDraft draft, string name) =>
        draft.Steps.Any(step => step.Arguments is ["link", "add", "link", _, "name", var staged, ..] && staged == name);

    // Null for a temporary device, which has no section.
    private static UciSection? Find(RouterDraft draft, string name) =>
        Section(draft.Network, name)
        ?? (Link.Read(draft.Before).GetValueOrDefault(name)?.Kind == Link.Macvlan ? null : throw Error.NotFound(Text.KindMacvlanDevice, name, Text.CureListMacvlanDevices));

    /// <summary>The section of a macvlan of the configuration; null if there is none.</summary>
    internal static UciSection? Section(UciPackage network, string? name) => name is null ? null : Sections(network).FirstOrDefault(section => Devices.NameOf(section) == name);

    private static bool IsAlready(MacvlanDevice known, string parent, UciPatch<MacvlanDevice> patch) =>
        known.Parent == parent
        && (patch.Get(device => device.Mode) ?? known.Mode) == known.Mode
        && (patch.Get(device => device.MacAddress) is not { } text || MacAddresses.Parse("-MacAddress", text) == known.MacAddress);

    /// <summary>The macvlans of the configuration.</summary>
    internal static IEnumerable<UciSection> Sections(UciPackage network) =>
        network.OfType(DeviceSettings.SectionType)
            .Where(section => IsMacvlan(section) && Devices.NameOf(section) is not null);

    internal static bool IsMacvlan(UciSection section) => section.Type == DeviceSettings.SectionType && section.Get((DeviceSettings settings) => settings.Type) == Type;

    private static void CheckNew(RouterDraft draft, string name, string parent)
    {
        if (!Characters().IsMatch(name) || name.Length > MaxLength)
        {
            throw Error.InvalidName(Text.KindDevice, name, Text.RuleDeviceName.With(MaxLength));
        }

        if (Devices.Exists(draft, name))
        {
            throw Error.AlreadyExists(Text.KindDevice, name, Text.CureDeviceNameTaken.With(name));
        }

        CheckParent(draft, parent);
        if (!draft.Before.Get(MacvlanSupport.Part).IsThere)
        {
            throw Error.PackageMissing("kmod-macvlan");
        }
    }

    /// <exception cref="MultiDialException">ParentNotFound: the router has no such device; InvalidValue: it carries no Ethernet.</exception>
    internal static void CheckParent(RouterDraft draft, string parent)
    {
        if (parent.StartsWith("pppoe-", StringComparison.Ordinal))
        {
            throw Error.InvalidValue("-Parent", parent, Text.RuleParentIsPpp);
        }

        if (!Devices.Exists(draft, parent))
        {
            throw Error.ParentNotFound(parent);
        }
    }

    // Whether a device is the other one, or sits on it by way of other macvlans; a circle that somebody has written ends too.
    private static bool IsOn(UciPackage network, string? device, string below)
    {
        var seen = new HashSet<string>();
        while (device is not null && seen.Add(device))
        {
            if (device == below)
            {
                return true;
            }

            device = Section(network, device)?.Get((MacvlanDevice macvlan) => macvlan.Parent);
        }

        return false;
    }

    // The address that is given, in the form of the router.
    private static string? Address(RouterDraft draft, string name, UciPatch<MacvlanDevice> patch)
    {
        if (patch.Get(device => device.MacAddress) is not { } text)
        {
            return null;
        }

        string address = MacAddresses.Parse("-MacAddress", text);
        return Owner(draft, address) is { } owner && owner != name
            ? throw Error.InvalidValue("-MacAddress", text, Text.RuleMacAddressTaken.With(owner))
            : address;
    }

    private static string? Owner(RouterDraft draft, string address) =>
        Link.Read(draft.Before).Values.FirstOrDefault(link => link.MacAddress == address)?.Name
        ?? draft.Network.OfType(DeviceSettings.SectionType)
            .Where(section => address.Equals(section.Get((DeviceSettings settings) => settings.MacAddress), StringComparison.OrdinalIgnoreCase))
            .Select(Devices.NameOf).FirstOrDefault()
        ?? draft.Steps.FirstOrDefault(step => step.Arguments.Contains(address))?.Arguments[5];

    private static string StableAddress(RouterDraft draft, string name, string parent) => MacAddresses.Derive(
        $"{Link.Read(draft.Before).GetValueOrDefault(parent)?.MacAddress ?? parent}/{name}",
        address => Owner(draft, address) is not null);

    // Names of sections have fewer characters than names of devices, and all sections of the file share them.
    private static string SectionName(UciPackage network, string name)
    {
        string plain = name.Replace('.', '_').Replace('-', '_');
        return new[] { plain, plain + "_dev" }.FirstOrDefault(free => network.Find(free) is null)
            ?? throw Error.AlreadyExists(Text.KindNetworkSection, plain, Text.CureAnotherName);
    }

    private static MacvlanDevice Persistent(RouterState state, UciSection section, string name, Link? link)
    {
        MacvlanDevice device = UciCodec.Fill(new MacvlanDevice(state.Session, name), section);
        device.MacAddress = device.MacAddress?.ToLowerInvariant() ?? link?.MacAddress;
        device.Up = link?.Up ?? false;
        return device;
    }

    private static MacvlanDevice Temporary(RouterState state, Link link, string? mode) => new(state.Session, link.Name)
    {
        Parent = link.Parent,
        Mode = RouterWord.Find<MacvlanMode>(mode),
        MacAddress = link.MacAddress,
        Temporary = true,
        Up = link.Up,
    };

    [GeneratedRegex(@"\A[A-Za-z0-9_][A-Za-z0-9_.-]*\z")]
    private static partial Regex Characters();
}
