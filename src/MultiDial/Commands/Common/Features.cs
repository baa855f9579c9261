using MultiDial.Lines;
using MultiDial.Mwan3;
using MultiDial.Network;
using MultiDial.Router;
using MultiDial.Watch;

namespace MultiDial.Commands;

/// <summary>Which rooms hook what into the change engine.</summary>
internal static class Features
{
    /// <summary>Applies drafts.</summary>
    internal static readonly RouterApplier Applier = new([new Mwan3Follower(), new WatchFollower()], [Mwan3Program.Refusal], [ManagementPath.Warning, LinesLoss.Warning], [UntouchedInterfaces.Check]);

    /// <summary>What must have been read before a draft for the advice about it.</summary>
    internal static readonly StatePart[] PartsOfAdvice = [InterfaceStatus.Part, ManagementPath.Part, Mwan3Program.Part];
}
