namespace MultiDial.Commands;

/// <summary>
/// A cmdlet that changes things that are there (Set-, Remove-, Start- …): it takes their names from the command line,
/// or their identity from the pipeline and nothing else.
/// </summary>
public abstract class NameCommand : ChangeCommand
{
    /// <summary>The names on the command line; the parameter itself is the derived cmdlet's, for its completion.</summary>
    private protected abstract string[]? Wanted { get; }

    private protected abstract Change Change(string name);

    private protected override IEnumerable<Change> Changes(object? item) => PipelineName.All(item, Wanted, this).Select(Change);
}
