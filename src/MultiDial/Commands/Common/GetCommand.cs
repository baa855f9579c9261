using System.Management.Automation;
using MultiDial.Errors;
using MultiDial.Router;

namespace MultiDial.Commands;

/// <summary>Shows things of one kind: all, or by name with wildcards.</summary>
/// <typeparam name="T">The output type.</typeparam>
public abstract class GetCommand<T> : RouterCommand
    where T : RouterObject
{
    private readonly List<(OpenWrtSession Session, string[] Names)> _wanted = [];

    /// <summary>Adds the names asked for; the parameter itself is the derived cmdlet's, for its completion.</summary>
    private protected abstract string[]? Wanted { get; }

    /// <summary>What the things are called in messages, as "mwan3 member".</summary>
    private protected abstract string Kind { get; }

    private protected virtual IReadOnlyCollection<StatePart> Parts => [];

    /// <summary>Makes the objects from the router's state.</summary>
    private protected abstract IEnumerable<T> Read(RouterState state);

    /// <summary>Whether the thing shows without being named.</summary>
    private protected virtual bool IsListed(T thing) => true;

    /// <summary>What shows for a name that the router does not have; null for an error.</summary>
    private protected virtual T? Absent(RouterState state, string name) => null;

    /// <summary>What the user should know of a router's state; null for nothing.</summary>
    private protected virtual string? Warning(RouterState state) => null;

    private protected override void Collect(OpenWrtSession session, object? item) =>
        _wanted.Add((session, item is null ? Wanted ?? ["*"] : PipelineKind.Names(item, PipelineKind.Noun(MyInvocation.MyCommand.Name))));

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        OpenWrtSession[] sessions = [.. _wanted.Select(wanted => wanted.Session).Distinct()];
        OnEach(
            sessions,
            (session, token) => Parts.Count == 0 ? RouterReader.ReadForDraftAsync(session, [], token) : RouterReader.ReadAsync(session, Parts, token),
            (session, state) => Emit(state, [.. _wanted.Where(wanted => wanted.Session == session).SelectMany(wanted => wanted.Names)]));
    }

    private void Emit(RouterState state, string[] names)
    {
        if (Try(state.Session, () => Read(state).ToArray()) is not { } all)
        {
            return;
        }

        if (Try(state.Session, () => Warning(state)) is { } warning)
        {
            WriteWarning(warning);
        }

        foreach (string name in names)
        {
            WriteObject(Try(state.Session, () => Find(state, all, name)) ?? [], enumerateCollection: true);
        }
    }

    private T[] Find(RouterState state, T[] all, string name)
    {
        if (WildcardPattern.ContainsWildcardCharacters(name))
        {
            var pattern = WildcardPattern.Get(name, WildcardOptions.None);
            return [.. all.Where(thing => pattern.IsMatch(thing.Name) && IsListed(thing))];
        }

        T[] found = [.. all.Where(thing => thing.Name == name)];
        if (found.Length > 0)
        {
            return found;
        }

        return Absent(state, name) is { } absent ? [absent] : throw Error.NotFound(Kind, name, MyInvocation.MyCommand.Name);
    }
}
