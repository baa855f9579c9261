using MultiDial.Errors;

namespace MultiDial.Commands;

/// <summary>A cmdlet that makes one change for each router, of all that the whole pipeline gave for it.</summary>
/// <typeparam name="T">What an object of the pipeline gives.</typeparam>
public abstract class RouterChangeCommand<T> : DraftCommand
{
    private readonly Dictionary<OpenWrtSession, List<T>> _given = [];

    /// <summary>What one object of the pipeline (null: there is none) gives for the change.</summary>
    private protected virtual IEnumerable<T> Take(object? item) => [];

    /// <summary>What is to be changed on a router.</summary>
    /// <param name="session">The router.</param>
    /// <param name="given">What the pipeline gave for it, in order.</param>
    private protected abstract IEnumerable<Change> Changes(OpenWrtSession session, IReadOnlyList<T> given);

    private protected sealed override void Collect(OpenWrtSession session, object? item)
    {
        if (!_given.TryGetValue(session, out List<T>? given))
        {
            _given.Add(session, given = []);
        }

        given.AddRange(Take(item));
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        foreach ((OpenWrtSession session, List<T> given) in _given)
        {
            try
            {
                Note(session, Changes(session, given));
            }
            catch (MultiDialException exception)
            {
                WriteFailure(exception);
            }
        }

        base.EndProcessing();
    }
}
