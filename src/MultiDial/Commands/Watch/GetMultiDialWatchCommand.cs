using System.Management.Automation;
using MultiDial.Network;
using MultiDial.Router;
using MultiDial.Watch;

namespace MultiDial.Commands;

/// <summary>Shows the watch that Register-MultiDialWatch has set up on the router; nothing where there is none.</summary>
/// <example>
/// <para>What is watched, whether it runs, and what it did last.</para>
/// <code>Get-MultiDialWatch | Format-List</code>
/// </example>
/// <example>
/// <para>Routers whose watch does not run.</para>
/// <code>Get-OpenWrtSession | Get-MultiDialWatch | Where-Object Running -eq $false</code>
/// </example>
[Cmdlet(VerbsCommon.Get, "MultiDialWatch")]
[OutputType(typeof(MultiDialWatch))]
public sealed class GetMultiDialWatchCommand : GetCommand<MultiDialWatch>
{
    private protected override string[]? Wanted => null;

    private protected override string Kind => MultiDialWatches.Label;

    private protected override IReadOnlyCollection<StatePart> Parts => [InterfaceStatus.Part, WatchService.Part];

    private protected override IEnumerable<MultiDialWatch> Read(RouterState state) => MultiDialWatches.Read(state);
}
