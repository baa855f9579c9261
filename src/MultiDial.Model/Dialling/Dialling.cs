using MultiDial.Errors;
using MultiDial.Network;
using MultiDial.Router;

namespace MultiDial.Dialling;

/// <summary>Starting and stopping lines. ifup and ifdown always say that all went well, so what netifd shows counts.</summary>
internal static class InterfaceDialling
{
    /// <summary>Starts a line that is not up. One that is up stays so: ifup would take it down first.</summary>
    internal static void Start(RouterDraft draft, string line, TimeSpan atMost)
    {
        Require(draft, line);
        if (!InterfaceStatus.Read(draft.Before, line).Up)
        {
            Dial(draft, line, atMost);
        }
    }

    internal static void Restart(RouterDraft draft, string line, TimeSpan atMost)
    {
        Require(draft, line);
        ManagementPath.Warn(draft, line);
        Dial(draft, line, atMost);
    }

    internal static void Stop(RouterDraft draft, string line, TimeSpan atMost)
    {
        Require(draft, line);
        InterfaceStatus status = InterfaceStatus.Read(draft.Before, line);
        if (status.Up || status.Pending)
        {
            ManagementPath.Warn(draft, line);
            draft.Add(new RouterStep(StepTime.After, "ifdown", line));
            draft.WaitFor(InterfaceWait.Down, line, atMost);
        }
    }

    internal static void Wait(RouterDraft draft, string line, TimeSpan atMost)
    {
        Require(draft, line);
        if (!InterfaceStatus.Read(draft.Before, line).Up)
        {
            draft.WaitFor(InterfaceWait.Up, line, atMost);
        }
    }

    /// <exception cref="MultiDialException">DialFailed: the line is not up.</exception>
    internal static WanInterface? Started(RouterState after, string line) =>
        WanInterfaces.Read(after, line) is { Up: false } failed ? throw Error.DialFailed(line, failed.Reason) : WanInterfaces.Read(after, line);

    /// <exception cref="MultiDialException">RemoteCommandFailed: the line is still up.</exception>
    internal static WanInterface? Stopped(RouterState after, string line) =>
        WanInterfaces.Read(after, line) is { Up: true } ? throw Error.StillUp(after.Session.Name, line) : WanInterfaces.Read(after, line);

    private static void Require(RouterDraft draft, string line) => _ = WanInterfaces.Find(draft.Network, line);

    private static void Dial(RouterDraft draft, string line, TimeSpan atMost)
    {
        draft.Add(new RouterStep(StepTime.After, "ifup", line));
        draft.WaitFor(InterfaceWait.Up, line, atMost);
    }
}
