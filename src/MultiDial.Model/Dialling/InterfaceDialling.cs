using MultiDial.Errors;
using MultiDial.Network;
using MultiDial.Router;

namespace MultiDial.Dialling;

/// <summary>Starting and stopping interfaces. ifup and ifdown always say that all went well, so what netifd shows counts.</summary>
internal static class InterfaceDialling
{
    /// <summary>Starts an interface that is not up. One that is up stays so: ifup would take it down first.</summary>
    internal static void Start(RouterDraft draft, string name, TimeSpan atMost)
    {
        Require(draft, name);
        if (!InterfaceStatus.Read(draft.Before, name).Up)
        {
            Dial(draft, name, atMost);
        }
    }

    internal static void Restart(RouterDraft draft, string name, TimeSpan atMost)
    {
        Require(draft, name);
        ManagementPath.Warn(draft, name);
        Dial(draft, name, atMost);
    }

    internal static void Stop(RouterDraft draft, string name, TimeSpan atMost)
    {
        Require(draft, name);
        InterfaceStatus status = InterfaceStatus.Read(draft.Before, name);
        if (status.Up || status.Pending)
        {
            ManagementPath.Warn(draft, name);
            draft.Add(new RouterStep(StepTime.After, "ifdown", name) { Back = [Netifd(name, "up")] });
            draft.WaitFor(InterfaceWait.Down, name, atMost);
        }
    }

    internal static void Wait(RouterDraft draft, string name, TimeSpan atMost)
    {
        Require(draft, name);
        if (!InterfaceStatus.Read(draft.Before, name).Up)
        {
            draft.WaitFor(InterfaceWait.Up, name, atMost);
        }
    }

    /// <exception cref="MultiDialException">DialFailed: the interface is not up.</exception>
    internal static WanInterface? Started(RouterState after, string name) =>
        WanInterfaces.Read(after, name) is not { Up: false } failed ? WanInterfaces.Read(after, name) : throw Error.DialFailed(name, failed.Reason);

    /// <exception cref="MultiDialException">StopFailed: the interface is still up.</exception>
    internal static WanInterface? Stopped(RouterState after, string name) =>
        WanInterfaces.Read(after, name) is not { Up: true } ? WanInterfaces.Read(after, name) : throw Error.StillUp(after.Session.Name, name);

    /// <summary>Has netifd take an interface up or down as it was; one that is so already stays untouched.</summary>
    internal static RouterStep AsBefore(RouterDraft draft, string name) => Netifd(name, InterfaceStatus.Read(draft.Before, name).Up ? "up" : "down");

    private static RouterStep Netifd(string name, string state) => new(StepTime.After, "netifd_call", name, state) { Script = "netifd" };

    private static void Require(RouterDraft draft, string name) => _ = WanInterfaces.Find(draft.Network, name);

    private static void Dial(RouterDraft draft, string name, TimeSpan atMost)
    {
        draft.Add(new RouterStep(StepTime.After, "ifup", name) { Back = [AsBefore(draft, name)] });
        draft.WaitFor(InterfaceWait.Up, name, atMost);
    }
}
