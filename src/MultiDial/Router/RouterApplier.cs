using System.Globalization;
using System.Security.Cryptography;
using MultiDial.Errors;
using MultiDial.Remote;
using MultiDial.Uci;

namespace MultiDial.Router;

/// <summary>
/// The one place where the router is changed. One script in one remote command: replace the files if they are still
/// what was read, reload what is concerned, wait for lines, and read the state back.
/// </summary>
internal static class RouterApplier
{
    // mwan3's restart sleeps for 2 s and takes up to a minute with many interfaces on a slow router.
    private static readonly TimeSpan s_reloadTime = TimeSpan.FromSeconds(60);

    /// <summary>What the user is shown: every option, then what is run.</summary>
    internal static IEnumerable<string> Describe(RouterDraft draft) =>
        draft.Changes.Select(change => change.ToString())
            .Concat(draft.Steps.Where(step => step.Time == StepTime.Before).Select(step => "run: " + step))
            .Concat(Reloads(draft).Select(reload => "then " + reload))
            .Concat(draft.Steps.Where(step => step.Time == StepTime.After).Select(step => "run: " + step));

    /// <summary>What the user should know before the change is made.</summary>
    internal static IEnumerable<string> Warnings(RouterDraft draft) => draft.Warnings.Concat(draft.Changed
        .Where(package => draft.Before.HasPending(package.Name))
        .Select(package => $"Somebody has unsaved changes of '{package.Name}' on '{draft.Before.Session.Name}' ('uci changes {package.Name}'). They stay unsaved, but reloading the service reads them too."));

    /// <summary>Applies the draft.</summary>
    /// <returns>The new state, and what the router had to say.</returns>
    internal static async Task<(RouterState After, IReadOnlyList<string> Warnings)> ApplyAsync(
        RouterDraft draft, StatePart parts, CancellationToken cancellation)
    {
        OpenWrtSession session = draft.Before.Session;
        string marker = RouterReader.NewMarker();
        RouterScript script = Script(draft, parts, marker);
        RemoteResult result = await session.RunAsync(script, s_reloadTime + draft.WaitAtMost, cancellation).ConfigureAwait(false);
        Dictionary<string, string> answer = RouterReader.Split(session, marker, result, "Applying the change");
        if (answer.TryGetValue("failed", out string? failure))
        {
            throw Failure(session, failure, ByteText.ToText(ByteText.FromBytes(result.Error)).Trim());
        }

        string[] warnings = answer.TryGetValue("warning", out string? words) ? ByteText.ToText(words).Split('\n', StringSplitOptions.RemoveEmptyEntries) : [];
        return (new RouterState(session, answer), warnings);
    }

    private static RouterScript Script(RouterDraft draft, StatePart parts, string marker)
    {
        RouterScript script = RouterReader.Begin(marker).Use("apply").Use("mwan3");
        foreach (UciPackage package in draft.Changed)
        {
            string old = draft.Before.Package(package.Name).ToText(), text = package.ToText();
            script.CallBytes("stage", package.Name, Sum(old), text, Sum(text));
        }

        AddSteps(script, draft, StepTime.Before);
        Mwan3Reload? mwan3 = Mwan3(draft);
        mwan3?.CallBefore(script);
        script.Call("commit");
        foreach (UciPackage package in draft.Changed.Where(package => package.Name != RouterState.Mwan3))
        {
            script.Call("reload", package.Name);
        }

        mwan3?.CallAfter(script);
        AddSteps(script, draft, StepTime.After);
        AddWait(script, draft, "wait_up", draft.Awaited);
        AddWait(script, draft, "wait_down", draft.AwaitedDown);
        return script.CallRead(parts);
    }

    private static void AddWait(RouterScript script, RouterDraft draft, string function, IReadOnlyList<string> lines)
    {
        if (lines.Count > 0)
        {
            script.Call(function, [Math.Ceiling(draft.WaitAtMost.TotalSeconds).ToString(CultureInfo.InvariantCulture), .. lines]);
        }
    }

    private static void AddSteps(RouterScript script, RouterDraft draft, StepTime time)
    {
        foreach (RouterStep step in draft.Steps.Where(step => step.Time == time))
        {
            script.Call("run", [step.Command, .. step.Arguments]);
        }
    }

    private static IEnumerable<string> Reloads(RouterDraft draft)
    {
        foreach (UciPackage package in draft.Changed.Where(package => package.Name != RouterState.Mwan3))
        {
            yield return "reload " + package.Name;
        }

        if (Mwan3(draft) is { } mwan3)
        {
            yield return mwan3.ToString();
        }
    }

    private static Mwan3Reload? Mwan3(RouterDraft draft) =>
        draft.Changed.FirstOrDefault(package => package.Name == RouterState.Mwan3) is { } package
            ? Mwan3Reload.For(draft.Before.Package(RouterState.Mwan3), package)
            : null;

    // MD5 only compares a file with what was read a moment ago; every busybox has it.
#pragma warning disable CA5351, CA1308
    private static string Sum(string byteText) => Convert.ToHexString(MD5.HashData(ByteText.ToBytes(byteText))).ToLowerInvariant();
#pragma warning restore CA5351, CA1308

    private static MultiDialException Failure(OpenWrtSession session, string failure, string detail)
    {
        string[] words = ByteText.ToText(failure).Split(' ', 2);
        return words[0] switch
        {
            "changed" => Error.FileChanged(session.Name, words[1]),
            "full" => Error.NoSpace(session.Name, words[1]),
            _ => Error.RemoteCommandFailed(session.Name, words[^1], 1, detail),
        };
    }
}
