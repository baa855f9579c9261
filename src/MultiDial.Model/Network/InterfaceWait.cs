using MultiDial.Router;

namespace MultiDial.Network;

/// <summary>What a change may wait for of netifd's interfaces.</summary>
internal static class InterfaceWait
{
    internal static readonly RouterWait Up = new("net_wait_up", "network", IsThere);
    internal static readonly RouterWait Down = new("net_wait_down", "network", IsThere);

    private static bool IsThere(RouterDraft draft, string name) => draft.Network.Find(name) is not null;
}
