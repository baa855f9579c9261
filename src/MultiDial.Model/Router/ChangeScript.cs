using MultiDial.Remote;
using MultiDial.Uci;

namespace MultiDial.Router;

/// <summary>The scripts that bring one draft to the router.</summary>
/// <param name="draft">The change.</param>
/// <param name="followers">The services that take it up in ways of their own.</param>
/// <param name="checks">What must hold before the change may stay.</param>
/// <param name="parts">What is read back afterwards.</param>
internal sealed class ChangeScript(RouterDraft draft, IReadOnlyList<Follower> followers, IReadOnlyList<RouterCheck> checks, IReadOnlyCollection<StatePart> parts)
{
    // What a change does not touch does not go down; but on a slow router it may take a while to come to rest.
    private static readonly TimeSpan s_checkTime = TimeSpan.FromSeconds(30);

    private readonly UciPackage[] _changed = [.. draft.Changed];
    private GuardLibrary? _library;

    /// <summary>How long the router may be silent while it decides.</summary>
    internal TimeSpan DecideAtMost => s_checkTime + draft.WaitAtMost;

    private GuardLibrary Library => _library ??= MakeLibrary();

    /// <summary>Makes the change under the guard. Ends with the piece "applied", or with "failed" and everything as it was.</summary>
    internal RouterScript Apply(string marker)
    {
        RouterScript script = Library.Begin(marker);
        foreach (UciPackage package in _changed)
        {
            string text = package.ToText();
            script.CallWith("flash_stage",
                ScriptArgument.Text(package.Name),
                ScriptArgument.Text(Sum(draft.Before.Package(package.Name).ToText())),
                new ScriptArgument(text, ByteText.ToText(UciSecrets.Hide(package))),
                ScriptArgument.Text(Sum(text)));
        }

        script.Call("guard_arm", Shell.Seconds(draft.Before.Session.RollbackTimeout)).Call("apply_count_connections", "before");
        Following[] followings = [.. followers.Select(follower => follower.Of(draft)).OfType<Following>()];
        script.Call("apply_expect", Shell.Number(draft.Steps.Count + Names().Except(Quiet()).Count() + followings.Sum(following => following.StepCount)));
        AddSteps(script, StepTime.Before);
        script.Call("guard_touched");
        Reload(script, followings, () => script.Call("flash_commit", Quiet()));
        AddSteps(script, StepTime.After);
        return script.Call("guard_applied").Call("read_part", "end");
    }

    /// <summary>Keeps the change, if it is there, and reads the router back.</summary>
    internal RouterScript Confirm(string marker) => Finish(Library.Open(marker).Call("answer_confirm"));

    /// <summary>Has the change, if it is there, wait for the user, and reads the router back.</summary>
    internal RouterScript Hold(string marker, TimeSpan time) => Finish(Library.Open(marker).Call("answer_hold", Shell.Seconds(time)));

    /// <summary>Asks how far the change is.</summary>
    internal RouterScript Look(string marker) => Library.Open(marker).Call("answer_look").Call("read_part", "end");

    /// <summary>Has the router roll the change back at once.</summary>
    internal RouterScript Recall(string marker) => Library.Open(marker).Call("answer_recall").Call("read_part", "end");

    /// <summary>Runs the steps of a draft that changes no file, and reads the router back.</summary>
    internal RouterScript Run(string marker)
    {
        RouterScript script = RouterReader.Begin(marker).Use("apply");
        AddSteps(script, StepTime.Before);
        AddSteps(script, StepTime.After);
        return Finish(script);
    }

    private GuardLibrary MakeLibrary() => new(
        Names(),
        draft.StepAtMost,
        [
            .. followers.Select(follower => follower.Script),
            .. checks.Select(check => check.Script),
            .. draft.Steps.SelectMany(step => step.Back).Select(back => back.Script).OfType<string>(),
        ],
        new Dictionary<string, Action<RouterScript>>
        {
            [GuardLibrary.RollBack] = RollBack,
            [GuardLibrary.Check] = Check,
            [GuardLibrary.BootLines] = script => CallEach(script, follower => follower.BootLines),
            [GuardLibrary.AfterRollback] = script => CallEach(script, follower => follower.AfterRollback),
            [GuardLibrary.AfterConfirm] = script => CallEach(script, follower => follower.AfterConfirm),
        });

    private void CallEach(RouterScript script, Func<Follower, string?> function)
    {
        foreach (string name in followers.Select(function).OfType<string>())
        {
            script.Call(name);
        }
    }

    // The same way back: what the change took up interface by interface goes so again.
    private void RollBack(RouterScript script)
    {
        foreach (RouterStep back in draft.Steps.Reverse().SelectMany(step => step.Back))
        {
            Add(script, back);
        }

        Reload(script, [.. followers.Select(follower => follower.Back(draft)).OfType<Following>()], () => script.Call("flash_restore", Quiet()));
        script.Call("guard_after_rollback");
    }

    private void Reload(RouterScript script, Following[] followings, Action changeFiles)
    {
        Array.ForEach(followings, following => following.BeforeFiles(script));
        changeFiles();
        Array.ForEach(followings, following => following.BeforeReloads(script));
        foreach (string package in Names().Except(Quiet()))
        {
            script.Call("guard_reload", package);
            Array.ForEach(followings, following => following.AfterReload(script, package));
        }

        Array.ForEach(followings, following => following.AfterFiles(script));
    }

    private void Check(RouterScript script)
    {
        foreach (RouterCheck check in checks)
        {
            if (check.Names(draft).ToArray() is { Length: > 0 } names)
            {
                script.Call(check.Function, [Shell.Seconds(s_checkTime), .. names]);
            }
        }
    }

    private RouterScript Finish(RouterScript script)
    {
        foreach (IGrouping<RouterWait, string> wait in draft.Waits)
        {
            string[] names = [.. wait];
            script.Use(wait.Key.Script).Call(wait.Key.Function, [Shell.Seconds(draft.WaitAtMost), .. names]);
            foreach (Follower follower in followers)
            {
                follower.AfterWait(script, wait.Key, names);
            }
        }

        return script.Call("apply_count_connections", "after").CallRead(parts);
    }

    private void AddSteps(RouterScript script, StepTime time)
    {
        foreach (RouterStep step in draft.Steps.Where(step => step.Time == time))
        {
            Add(script, step);
        }
    }

    private static void Add(RouterScript script, RouterStep step)
    {
        if (step.Script is { } library)
        {
            script.Use(library).Call(step.Command, step.Arguments);
        }
        else
        {
            script.Call("apply_run", [step.Command, .. step.Arguments]);
        }
    }

    private string[] Names() => [.. _changed.Select(package => package.Name)];

    // Those whose services take the change up in ways of their own.
    private string[] Quiet() => [.. Names().Where(name => followers.Any(follower => follower.Replaces == name))];

    private static string Sum(string byteText) => Digest.Md5(ByteText.ToBytes(byteText));
}
