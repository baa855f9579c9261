using MultiDial.Router;

namespace MultiDial.Network;

/// <summary>Which devices have something at their other end, as far as the kernel tells.</summary>
internal sealed class Carriers
{
    internal static readonly StatePart<Carriers> Part = new("net_read_carriers", "network", state => new Carriers(state.Facts("carriers")));

    private readonly IReadOnlyDictionary<string, string> _said;

    private Carriers(IReadOnlyDictionary<string, string> said) => _said = said;

    /// <summary>Whether the device has a carrier; null if it is not there, or switched off.</summary>
    internal bool? Of(string? device) => _said.GetValueOrDefault(device ?? "") switch { "1" => true, "0" => false, _ => null };
}
