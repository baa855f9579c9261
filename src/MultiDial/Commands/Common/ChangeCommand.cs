namespace MultiDial.Commands;

/// <summary>A cmdlet that makes a change for each object of the pipeline. An object that is refused does not hold up the others.</summary>
public abstract class ChangeCommand : DraftCommand
{
    /// <summary>What is to be changed for one object of the pipeline (null: there is none).</summary>
    private protected abstract IEnumerable<Change> Changes(object? item);

    private protected sealed override void Collect(OpenWrtSession session, object? item) => Note(session, Changes(item));
}
