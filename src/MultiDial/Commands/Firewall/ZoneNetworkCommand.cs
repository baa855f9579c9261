using System.Management.Automation;
using MultiDial.Errors;
using MultiDial.Firewall;
using MultiDial.Router;
using MultiDial.Texts;

namespace MultiDial.Commands;

/// <summary>A cmdlet that changes which interfaces a firewall zone covers.</summary>
public abstract class ZoneNetworkCommand : ChangeCommand
{
    /// <summary>The name of the zone.</summary>
    [Parameter(Position = 0)]
    [NameTransformation]
    [ArgumentCompleter(typeof(FirewallZoneCompleter))]
    public string? Zone { get; set; }

    /// <summary>The interfaces (<c>network</c>).</summary>
    [Parameter(Position = 1)]
    [NameTransformation]
    [ArgumentCompleter(typeof(WanInterfaceCompleter))]
    public string[]? Network { get; set; }

    private protected override bool TakesRows => true;

    private protected abstract void Edit(RouterDraft draft, string zone, string network);

    private protected override IEnumerable<Change> Changes(object? item)
    {
        string? text = item as string;
        string zone = (item as FirewallZone)?.Name ?? Row.Or(Zone) ?? text ?? throw Error.Missing("-Zone", Text.CureZoneNetwork.With(MyInvocation.MyCommand.Name, "wan"));
        string? piped = (item as WanInterface)?.Name ?? (Row.Or(Zone) is null ? null : text);
        string[] networks = piped is not null ? [piped] : Row.Or(Network) ?? throw Error.Missing("-Network", Text.CureZoneNetwork.With(MyInvocation.MyCommand.Name, zone));
        yield return new Change(
            draft => Array.ForEach(networks, network => Edit(draft, zone, network)),
            state => FirewallZones.Read(state, zone));
    }
}
