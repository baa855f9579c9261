using MultiDial.Firewall;
using MultiDial.Mwan3;
using MultiDial.Network;
using MultiDial.Router;
using MultiDial.Watch;

namespace MultiDial.Lines;

/// <summary>Removes an interface from all that uses it.</summary>
internal static class InterfaceRemoval
{
    /// <param name="draft">The draft to edit.</param>
    /// <param name="name">The interface.</param>
    /// <param name="leaveMwan3">Whether it leaves mwan3 too; else that it is used there is only a warning.</param>
    internal static void Remove(RouterDraft draft, string name, bool leaveMwan3)
    {
        WanInterfaces.Remove(draft, name);
        MultiDialWatches.Leave(draft, [name]);
        foreach (string gone in WanInterfaces.Children(name).Where(child => WanInterfaces.TryFind(draft.Network, child) is null).Prepend(name))
        {
            FirewallZones.MoveNetwork(draft, null, gone);
            Mwan3Use.Leave(draft, gone, leaveMwan3);
        }
    }
}
