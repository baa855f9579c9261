using System.Text.RegularExpressions;
using MultiDial.Errors;
using MultiDial.Router;
using MultiDial.Uci;

namespace MultiDial.Network;

/// <summary>The operations on macvlans: those of the configuration, and temporary ones that only the kernel has.</summary>
internal static partial class MacvlanDevices
{
    internal const string Label = "device";

    private const string Type = "macvlan";
    private const int MaxLength = 15;

    internal static IEnumerable<MacvlanDevice> Read(RouterState state)
    {
        UciSection[] sections = [.. Sections(state.Network)];
        (IReadOnlyDictionary<string, Link> links, IReadOnlyDictionary<string, string> modes) = state.Get(Link.Part);
        return sections.Select(section => Persistent(state, section, links.GetValueOrDefault(section.Get("name")!)))
            .Concat(links.Values.Where(link => link.Kind == Link.Macvlan && sections.All(section => section.Get("name") != link.Name))
                .Select(link => Temporary(state, link, modes.GetValueOrDefault(link.Name))));
    }

    internal static MacvlanDevice? Read(RouterState state, string name) => Read(state).FirstOrDefault(device => device.Name == name);

    /// <summary>
    /// Adds a device; nothing to do if it is there with these values. Values that are not given: the kernel's mode, and an
    /// address that is stable.
    /// </summary>
    internal static void Add(RouterDraft draft, string name, string parent, IReadOnlyDictionary<string, object?> values)
    {
        var all = new Dictionary<string, object?>(values) { [nameof(MacvlanDevice.Parent)] = parent };
        if (Address(draft, name, values) is { } address)
        {
            all[nameof(MacvlanDevice.MacAddress)] = address;
        }

        if (Section(draft.Network, name)?.IsAlready(device => UciCodec.Write(device, typeof(MacvlanDevice), all)) == true)
        {
            return;
        }

        CheckNew(draft, name, parent);
        all.TryAdd(nameof(MacvlanDevice.MacAddress), StableAddress(draft, name, parent));
        UciSection section = Ownership.AddSection(draft.Network, Devices.SectionType, SectionName(draft.Network, name));
        section.Set("name", name);
        section.Set("type", Type);
        UciCodec.Write(section, typeof(MacvlanDevice), all);
    }

    /// <summary>Adds a device to the kernel alone; nothing to do if it is there with these values.</summary>
    internal static void AddTemporary(RouterDraft draft, string name, string parent, IReadOnlyDictionary<string, object?> values)
    {
        if (Read(draft.Before, name) is { Temporary: true } known && IsAlready(known, parent, values))
        {
            return;
        }

        CheckNew(draft, name, parent);
        string address = Address(draft, name, values) ?? StableAddress(draft, name, parent);
        string mode = UciCodec.Word(values.GetValueOrDefault(nameof(MacvlanDevice.Mode)) as MacvlanMode? ?? MacvlanMode.Vepa);
        draft.Add(new RouterStep(StepTime.Before, "ip", "link", "add", "link", parent, "name", name, "address", address, "type", Type, "mode", mode));
        draft.Add(new RouterStep(StepTime.Before, "ip", "link", "set", "dev", name, "up"));
    }

    internal static void Set(RouterDraft draft, string name, IReadOnlyDictionary<string, object?> values)
    {
        UciSection section = Find(draft, name) ?? throw Error.TemporaryDevice(name);
        var all = new Dictionary<string, object?>(values);
        if (values.ContainsKey(nameof(MacvlanDevice.Parent)))
        {
            CheckParent(draft, values[nameof(MacvlanDevice.Parent)] as string ?? throw Error.Missing("-Parent", $"Set-MacvlanDevice {name} -Parent eth0.2"));
        }

        if (values.ContainsKey(nameof(MacvlanDevice.MacAddress)))
        {
            all[nameof(MacvlanDevice.MacAddress)] = Address(draft, name, values);
        }

        UciCodec.Write(section, typeof(MacvlanDevice), all);
        WanInterfaces.AwaitReturn(draft, WanInterfaces.Sections(draft.Network).Where(line => LineOptions.WrittenDevice(line) == name).Select(line => line.Id));
    }

    internal static void Remove(RouterDraft draft, string name)
    {
        UciSection? section = Find(draft, name);
        IReadOnlyList<string> users = Devices.Users(draft.Network, name);
        if (users.Count > 0)
        {
            throw Error.InUse(Label, name, string.Join(", ", users), $"Remove-WanInterface {string.Join(", ", users)}");
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
        ?? (Link.Read(draft.Before).GetValueOrDefault(name)?.Kind == Link.Macvlan ? null : throw Error.NotFound("macvlan device", name, "Get-MacvlanDevice"));

    /// <summary>The section of a macvlan of the configuration; null if there is none.</summary>
    internal static UciSection? Section(UciPackage network, string? name) => Sections(network).FirstOrDefault(section => section.Get("name") == name);

    private static bool IsAlready(MacvlanDevice device, string parent, IReadOnlyDictionary<string, object?> values) =>
        device.Parent == parent
        && (values.GetValueOrDefault(nameof(MacvlanDevice.Mode)) as MacvlanMode? ?? device.Mode) == device.Mode
        && (values.GetValueOrDefault(nameof(MacvlanDevice.MacAddress)) is not string text || MacAddresses.Parse("-MacAddress", text) == device.MacAddress);

    private static IEnumerable<UciSection> Sections(UciPackage network) =>
        network.OfType(Devices.SectionType).Where(section => section.Get("type") == Type && section.Has("name"));

    private static void CheckNew(RouterDraft draft, string name, string parent)
    {
        if (!Characters().IsMatch(name) || name.Length > MaxLength)
        {
            throw Error.InvalidName(Label, name, FormattableString.Invariant($"the kernel takes up to {MaxLength} of A-Z, a-z, 0-9, _, . and -"));
        }

        if (Devices.Exists(draft, name))
        {
            throw Error.AlreadyExists(Label, name, $"Choose another name, or look at it: Get-MacvlanDevice {name}");
        }

        CheckParent(draft, parent);
        if (!draft.Before.Get(MacvlanSupport.Part).IsThere)
        {
            throw Error.PackageMissing("kmod-macvlan");
        }
    }

    private static void CheckParent(RouterDraft draft, string parent)
    {
        if (parent.StartsWith("pppoe-", StringComparison.Ordinal))
        {
            throw Error.InvalidValue("-Parent", parent, "a macvlan sits on the Ethernet device below, which Get-WanInterface shows as Device");
        }

        if (!Devices.Exists(draft, parent))
        {
            throw Error.ParentNotFound(parent);
        }
    }

    private static string? Address(RouterDraft draft, string name, IReadOnlyDictionary<string, object?> values)
    {
        if (values.GetValueOrDefault(nameof(MacvlanDevice.MacAddress)) is not string text)
        {
            return null;
        }

        string address = MacAddresses.Parse("-MacAddress", text);
        return Owner(draft, address) is { } owner && owner != name
            ? throw Error.InvalidValue("-MacAddress", text, $"the device '{owner}' of the router has it, and the kernel refuses a second one on the same wire")
            : address;
    }

    private static string? Owner(RouterDraft draft, string address) =>
        Link.Read(draft.Before).Values.FirstOrDefault(link => link.MacAddress == address)?.Name
        ?? draft.Network.OfType(Devices.SectionType).FirstOrDefault(section => address.Equals(section.Get("macaddr"), StringComparison.OrdinalIgnoreCase))?.Get("name")
        ?? draft.Steps.FirstOrDefault(step => step.Arguments.Contains(address))?.Arguments[5];

    private static string StableAddress(RouterDraft draft, string name, string parent) => MacAddresses.Derive(
        $"{Link.Read(draft.Before).GetValueOrDefault(parent)?.MacAddress ?? parent}/{name}",
        address => Owner(draft, address) is not null);

    // Names of sections have fewer characters than names of devices, and all sections of the file share them.
    private static string SectionName(UciPackage network, string name)
    {
        string plain = name.Replace('.', '_').Replace('-', '_');
        return new[] { plain, plain + "_dev" }.FirstOrDefault(free => network.Find(free) is null)
            ?? throw Error.AlreadyExists("section of /etc/config/network", plain, "Choose another name for the device.");
    }

    private static MacvlanDevice Persistent(RouterState state, UciSection section, Link? link)
    {
        MacvlanDevice device = UciCodec.Fill(new MacvlanDevice(state.Session, section.Get("name")!), section);
        device.MacAddress = device.MacAddress?.ToLowerInvariant() ?? link?.MacAddress;
        device.Up = link?.Up ?? false;
        return device;
    }

    private static MacvlanDevice Temporary(RouterState state, Link link, string? mode) => new(state.Session, link.Name)
    {
        Parent = link.Parent,
        Mode = Enum.TryParse(mode, ignoreCase: true, out MacvlanMode known) ? known : null,
        MacAddress = link.MacAddress,
        Temporary = true,
        Up = link.Up,
    };

    [GeneratedRegex(@"\A[A-Za-z0-9_][A-Za-z0-9_.-]*\z")]
    private static partial Regex Characters();
}
