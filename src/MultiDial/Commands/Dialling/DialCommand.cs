using System.Management.Automation;
using MultiDial.Network;
using MultiDial.Router;

namespace MultiDial.Commands;

/// <summary>A cmdlet that starts, stops or waits for lines.</summary>
public abstract class DialCommand : NameCommand
{
    /// <summary>The names of the lines.</summary>
    [Parameter(Position = 0)]
    [NameTransformation]
    [ArgumentCompleter(typeof(WanInterfaceCompleter))]
    public string[]? Name { get; set; }

    /// <summary>How long it may take at most: a TimeSpan, a number of seconds, or 30s, 2m. 30 seconds by default.</summary>
    [Parameter]
    [DurationTransformation]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(30);

    private protected override string[]? Wanted => Name;

    private protected override IReadOnlyCollection<StatePart> Parts => [InterfaceStatus.Part, Link.Part];
}
