using MultiDial.Errors;
using MultiDial.Network;
using MultiDial.Remote;
using MultiDial.Uci;

namespace MultiDial.Router;

/// <summary>The one place where the router is changed.</summary>
internal static class RouterApplier
{
    /// <summary>What the user is shown: every option, then what is run.</summary>
    internal static IEnumerable<string> Describe(RouterDraft draft) =>
        Describe(draft.Changes)
            .Concat(draft.Steps.Where(step => step.Time == StepTime.Before).Select(step => "run: " + step))
            .Concat(Reloads(draft).Select(reload => "then " + reload))
            .Concat(draft.Steps.Where(step => step.Time == StepTime.After).Select(step => "run: " + step));

    /// <summary>Each change in the words of `uci changes`, and what was there before.</summary>
    internal static IEnumerable<string> Describe(IEnumerable<UciChange> changes) =>
        changes.Select(change => change is { Kind: UciChangeKind.SetOption or UciChangeKind.RemoveOption, OldValue: { } old } ? $"{change} (was {Shell.Quote(old)})" : change.ToString());

    /// <summary>What the user should know before the change is made.</summary>
    internal static IEnumerable<string> Warnings(RouterDraft draft) => draft.Warnings
        .Concat(ManagementPath.Warning(draft) is { } path ? [path] : [])
        .Concat(draft.Changed.Where(package => draft.Before.HasPending(package.Name)).Select(package => $"Somebody has unsaved changes of '{package.Name}' on '{draft.Before.Session.Name}' ('uci changes {package.Name}'). They stay unsaved, but reloading the service reads them too."));

    /// <summary>Applies the draft: under the router's guard where it changes files.</summary>
    internal static async Task<AppliedChange> ApplyAsync(RouterDraft draft, StatePart parts, CancellationToken cancellation)
    {
        OpenWrtSession session = draft.Before.Session;
        if (draft.Changed.Any())
        {
            return await new GuardedChange(draft, parts).RunAsync(cancellation).ConfigureAwait(false);
        }

        string marker = RouterReader.NewMarker();
        RouterScript script = new ChangeScript(draft, parts, marker).Run(marker);
        RemoteResult result = await session.RunAsync(script, draft.WaitAtMost, cancellation).ConfigureAwait(false);
        Dictionary<string, string> answer = RouterReader.Split(session, marker, result, "Changing the router");
        ThrowIfFailed(session, answer, result);
        if (answer.TryGetValue(DialReport.Part, out string? dial))
        {
            session.LastDial = [.. DialReport.Read(dial).Tries];
        }

        return AppliedChange.From(session, answer);
    }

    /// <exception cref="MultiDialException">A script said that it failed.</exception>
    internal static void ThrowIfFailed(OpenWrtSession session, Dictionary<string, string> answer, RemoteResult result)
    {
        if (!answer.TryGetValue("failed", out string? failure))
        {
            return;
        }

        string[] words = ByteText.ToText(failure).Split(' ', 2);
        throw words[0] switch
        {
            "changed" => Error.FileChanged(session.Name, words[1]),
            "full" => Error.NoSpace(session.Name, words.ElementAtOrDefault(1)),
            "busy" => Error.Busy(session.Name),
            "guard" => Error.NotArmed(session.Name),
            "stopped" => new OperationCanceledException(),
            _ => Error.RemoteCommandFailed(session.Name, words[^1], 1, ByteText.ToText(ByteText.FromBytes(result.Error)).Trim()),
        };
    }

    private static IEnumerable<string> Reloads(RouterDraft draft)
    {
        foreach (UciPackage package in draft.Changed.Where(package => package.Name != RouterState.Mwan3))
        {
            yield return "reload " + package.Name;
        }

        if (ChangeScript.Mwan3(draft) is { } mwan3)
        {
            yield return mwan3.ToString();
        }

        if (ChangeScript.Watch(draft) is { } watch)
        {
            yield return watch.ToString();
        }
    }
}
