using System.Security.Cryptography;
using MultiDial.Remote;
using MultiDial.Texts;

namespace MultiDial.Router;

/// <summary>Reads the router's state in one remote command.</summary>
internal static class RouterReader
{
    /// <summary>The router as it is for the session: with the changes of its transaction, if one is open.</summary>
    internal static Task<RouterState> ReadAsync(OpenWrtSession session, IReadOnlyCollection<StatePart> parts, CancellationToken cancellation) =>
        ReadAsync(session, parts, _ => { }, cancellation);

    /// <summary>The same with something that is asked besides, whose pieces the state says too.</summary>
    internal static async Task<RouterState> ReadAsync(OpenWrtSession session, IReadOnlyCollection<StatePart> parts, Action<RouterScript> ask, CancellationToken cancellation)
    {
        RouterState state = await ReadRouterAsync(session, parts, ask, cancellation).ConfigureAwait(false);
        return RouterTransaction.Of(session)?.View(state) ?? state;
    }

    /// <summary>
    /// The same for what is drafted on it, and for what is only in the files: in a transaction the router is read once for all of
    /// that, since completing it looks whether the files are still the same.
    /// </summary>
    internal static async Task<RouterState> ReadForDraftAsync(OpenWrtSession session, IReadOnlyCollection<StatePart> parts, CancellationToken cancellation)
    {
        if (RouterTransaction.Of(session) is not { } transaction)
        {
            return await ReadRouterAsync(session, parts, cancellation).ConfigureAwait(false);
        }

        RouterState state = transaction.Known(parts)
            ?? transaction.Remember(await ReadRouterAsync(session, transaction.KnownWith(parts), cancellation).ConfigureAwait(false));
        return transaction.View(state);
    }

    /// <summary>The router as it is for everybody.</summary>
    internal static Task<RouterState> ReadRouterAsync(OpenWrtSession session, IReadOnlyCollection<StatePart> parts, CancellationToken cancellation) =>
        ReadRouterAsync(session, parts, _ => { }, cancellation);

    /// <summary>The same with something that is asked besides.</summary>
    internal static async Task<RouterState> ReadRouterAsync(OpenWrtSession session, IReadOnlyCollection<StatePart> parts, Action<RouterScript> ask, CancellationToken cancellation)
    {
        RemoteTrace.Current?.Step(Text.StepReading.With(session.Name));
        string marker = NewMarker();
        RouterScript script = Begin(marker);
        ask(script);
        RemoteResult result = await session.RunAsync(script.CallRead(parts), TimeSpan.Zero, cancellation).ConfigureAwait(false);
        return new RouterState(session, RouterAnswer.ReadWhole(session, marker, result, Text.ErrorReadingFailed.With(session.Name)), parts);
    }

    /// <summary>A marker that no output can contain, since nobody knew it before.</summary>
    internal static string NewMarker() => "multidial-" + Convert.ToHexString(RandomNumberGenerator.GetBytes(16));

    /// <summary>A script that speaks in pieces.</summary>
    internal static RouterScript Begin(string marker) => new RouterScript(marker).SetGuardWords().Use("read");

    /// <summary>Ends a script by reading the state.</summary>
    internal static RouterScript CallRead(this RouterScript script, IReadOnlyCollection<StatePart> parts)
    {
        script.Use([.. parts.Select(part => part.Script).Distinct()]);
        return script.Call("read_state", [.. parts.Select(part => part.Function).Distinct()]);
    }
}
