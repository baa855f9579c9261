using System.Management.Automation;
using MultiDial.Dialling;
using MultiDial.Router;

namespace MultiDial.Commands;

/// <summary>Starts interfaces and waits until they are up. One that is up already stays as it is; one that does not come up is an error.</summary>
/// <remarks>
/// <para>
/// Many providers let an account in several times only if all its sessions dial at the same moment. With -Simultaneous the
/// router holds all PPPoE interfaces at a barrier until each of them is ready, and then lets them go together; if too few
/// come up it takes all of them down and tries again as a group, with a longer pause each time. The session's LastDial tells
/// how far apart they were. Interfaces that are not named are never touched.
/// </para>
/// <para>
/// In a group an interface counts as online if it is up and one of the addresses that mwan3 tracks answers through it: some
/// providers accept one session too many, but forward nothing for it. If nothing answers through any interface, being up is enough.
/// </para>
/// </remarks>
/// <example>
/// <para>All interfaces that are down, at the same time.</para>
/// <code>Get-WanInterface | Where-Object Up -eq $false | Start-WanInterface -Timeout 30s</code>
/// </example>
/// <example>
/// <para>Four PPPoE sessions of one account that must be dialled at the same moment; three of them are enough.</para>
/// <code>Get-MultiDial | Start-WanInterface -Simultaneous -MinimumOnline 3 -Retry 5 -RetryInterval 10s</code>
/// </example>
/// <example>
/// <para>Many interfaces on a weak router: two seconds between one and the next.</para>
/// <code>Get-MultiDial | Start-WanInterface -Stagger 2s -Timeout 1m</code>
/// </example>
[Cmdlet(VerbsLifecycle.Start, "WanInterface", SupportsShouldProcess = true)]
[OutputType(typeof(WanInterface))]
public sealed class StartWanInterfaceCommand : DialCommand
{
    private const int UsualRetry = 3;
    private static readonly TimeSpan s_usualInterval = TimeSpan.FromSeconds(5);

    /// <summary>Dials all interfaces at the same moment, and again as a group if too few are online.</summary>
    [Parameter]
    public SwitchParameter Simultaneous { get; set; }

    /// <summary>Dials the interfaces one after the other with this time between them, for weak routers: a TimeSpan, a number of seconds, or 2s.</summary>
    [Parameter]
    [DurationTransformation]
    public TimeSpan? Stagger { get; set; }

    /// <summary>How many of the interfaces must be online; all if it is not given. Those that are not online are a warning then.</summary>
    [Parameter]
    public int? MinimumOnline { get; set; }

    /// <summary>How often all interfaces are dialled again if too few are online; 3 times if it is not given.</summary>
    [Parameter]
    [ValidateRange(0, 100)]
    public int? Retry { get; set; }

    /// <summary>The pause before the interfaces are dialled again, which doubles each time up to a minute: a TimeSpan, a number of seconds, or 10s. 5 seconds if it is not given.</summary>
    [Parameter]
    [DurationTransformation]
    public TimeSpan? RetryInterval { get; set; }

    private bool IsGroup => Simultaneous || Stagger is not null || MinimumOnline is not null || Retry is not null || RetryInterval is not null;

    private protected override IEnumerable<Change> Changes(string[] names)
    {
        TimeSpan timeout = Timeout;
        return IsGroup
            ? Group(names)
            : names.Select(name => new Change(draft => InterfaceDialling.Start(draft, name, timeout), state => InterfaceDialling.Started(state, name)));
    }

    // The interfaces show whether or not enough of them are online.
    private IEnumerable<Change> Group(string[] names)
    {
        var dial = new GroupDial
        {
            Names = names,
            Stagger = Simultaneous ? TimeSpan.Zero : Stagger ?? TimeSpan.Zero,
            MinimumOnline = MinimumOnline,
            Retry = Retry ?? UsualRetry,
            RetryInterval = RetryInterval ?? s_usualInterval,
            Timeout = Timeout,
        };
        return [new Change(dial.AddTo, state => Outcome(dial, state), dial.Warning, dial.Check)];
    }

    private static IEnumerable<WanInterface> Outcome(GroupDial dial, RouterState state)
    {
        state.Session.LastDial = [.. DialReport.Read(state).Tries];
        return dial.Read(state);
    }
}
