using MultiDial.Router;

namespace MultiDial.Network;

/// <summary>Whether the router's kernel can make macvlans, by a module or by itself.</summary>
internal sealed record MacvlanSupport(bool IsThere)
{
    internal static readonly StatePart<MacvlanSupport> Part = new("net_read_macvlan", "network", state => new(!string.IsNullOrWhiteSpace(state.Said("macvlan"))));
}
