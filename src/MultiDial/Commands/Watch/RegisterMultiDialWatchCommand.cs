using System.Management.Automation;
using MultiDial.Lines;
using MultiDial.Network;
using MultiDial.Router;
using MultiDial.Watch;

namespace MultiDial.Commands;

/// <summary>Has the router itself keep lines online: a service on it dials again what is missing, with nobody connected.</summary>
/// <remarks>
/// <para>
/// The router looks four times in each interval which lines are online: up, and one of the addresses that mwan3 tracks answers
/// through them. If fewer than -MinimumOnline are, it dials those that are missing; one that is up but silent only after a
/// second look. To look and to dial take time too, so an interval of less than 30 seconds is not always kept. With
/// -Simultaneous, for providers that let an account in several times only if all its sessions dial at the same moment, it then
/// takes all lines down and dials them together, which is the only case in which it ends a session that works. After each
/// failed attempt it waits twice as long, up to 15 minutes. A line that was stopped, with Stop-WanInterface or ifdown, is left alone until somebody starts it.
/// </para>
/// <para>
/// The service starts with the router, and an upgrade of the firmware keeps it. What it does is in the router's log as
/// multidial-watch. A router has one watch: to register again changes its settings. Lines that Set-MultiDial adds are watched
/// too if all others are, and those that are removed are not watched any more; Remove-MultiDial takes the watch away.
/// </para>
/// </remarks>
/// <example>
/// <para>All lines that New-MultiDial has made are to be online.</para>
/// <code>Register-MultiDialWatch</code>
/// </example>
/// <example>
/// <para>Three of four PPPoE sessions that must be dialled at the same moment, looked after every two minutes.</para>
/// <code>Get-MultiDial | Register-MultiDialWatch -MinimumOnline 3 -Simultaneous -Interval 2m</code>
/// </example>
[Cmdlet(VerbsLifecycle.Register, "MultiDialWatch", SupportsShouldProcess = true)]
[OutputType(typeof(MultiDialWatch))]
public sealed class RegisterMultiDialWatchCommand : RouterChangeCommand<string>
{
    /// <summary>The names of the lines; without any all that New-MultiDial has made.</summary>
    [Parameter(Position = 0)]
    [NameTransformation]
    [ArgumentCompleter(typeof(WanInterfaceCompleter))]
    public string[]? Name { get; set; }

    /// <summary>How many of the lines must be online; all if it is not given.</summary>
    [Parameter]
    public int? MinimumOnline { get; set; }

    /// <summary>Within what time a line that is lost is dialled again, 5 seconds to a day: a TimeSpan, a number of seconds, or 30s, 2m. A minute by default.</summary>
    [Parameter]
    [DurationTransformation]
    public TimeSpan Interval { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>Dials all lines at the same moment if those that are missing do not come by themselves.</summary>
    [Parameter]
    public SwitchParameter Simultaneous { get; set; }

    private protected override IReadOnlyCollection<StatePart> Parts => [InterfaceStatus.Part, WatchService.Part];

    private protected override IEnumerable<string> Take(object? item) => item is null ? Name ?? [] : [PipelineName.Of(item)];

    // A router has one watch, whatever the number of lines.
    private protected override IEnumerable<Change> Changes(OpenWrtSession session, IReadOnlyList<string> given)
    {
        string[] lines = [.. given.Distinct()];
        return [new Change(draft => MultiDialWatches.Register(draft, lines.Length > 0 ? lines : LineSet.Lines(draft), MinimumOnline, Interval, Simultaneous), MultiDialWatches.Read)];
    }
}
