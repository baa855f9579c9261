using System.Management.Automation;
using MultiDial.Network;
using MultiDial.Router;

namespace MultiDial.Commands;

/// <summary>A cmdlet that starts, stops or waits for interfaces.</summary>
public abstract class DialCommand : RouterChangeCommand<string>
{
    /// <summary>The names of the interfaces.</summary>
    [Parameter(Position = 0)]
    [NameTransformation]
    [ArgumentCompleter(typeof(WanInterfaceCompleter))]
    public string[]? Name { get; set; }

    /// <summary>How long it may take at most: a TimeSpan, a number of seconds, or 30s, 2m. 30 seconds by default.</summary>
    [Parameter]
    [DurationTransformation]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(30);

    private protected override IReadOnlyCollection<StatePart> Parts => [InterfaceStatus.Part, Link.Part];

    private protected override IEnumerable<string> Take(object? item) => PipelineName.All(item, Name, this);

    private protected override IEnumerable<Change> Changes(OpenWrtSession session, IReadOnlyList<string> given) => Changes([.. given.Distinct()]);

    /// <summary>What is to be done with the interfaces, each of which comes once.</summary>
    private protected abstract IEnumerable<Change> Changes(string[] names);
}
