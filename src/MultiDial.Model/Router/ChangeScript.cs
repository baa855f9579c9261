using System.Globalization;
using System.Security.Cryptography;
using MultiDial.Remote;
using MultiDial.Uci;

namespace MultiDial.Router;

/// <summary>The scripts that bring one draft to the router.</summary>
/// <param name="draft">The change.</param>
/// <param name="parts">What is read back afterwards.</param>
/// <param name="token">Names the change on the router.</param>
internal sealed class ChangeScript(RouterDraft draft, StatePart parts, string token)
{
    // A change takes seconds. Whoever waits longer had better look what is going on.
    private const string WaitForTurn = "8";

    private readonly UciPackage[] _changed = [.. draft.Changed];

    /// <summary>What mwan3 does about a draft; null for nothing.</summary>
    internal static Mwan3Reload? Mwan3(RouterDraft draft) => Find(draft.Changed) is { } package ? Mwan3Reload.For(Before(draft), package) : null;

    /// <summary>What the watch does about a draft; null for nothing.</summary>
    internal static WatchReload? Watch(RouterDraft draft) =>
        draft.Changed.FirstOrDefault(package => package.Name == RouterState.Network) is { } package ? WatchReload.For(draft.Before.Package(RouterState.Network), package) : null;

    /// <summary>Changes the files under the guard and takes them up. Ends with the part "applied", or with "failed" and everything as it was.</summary>
    internal RouterScript Apply(string marker)
    {
        RouterScript script = Begin(marker).Use("mwan3")
            .Define("take_back", TakeBack)
            .Call("begin", token, WaitForTurn);
        foreach (UciPackage package in _changed)
        {
            string old = draft.Before.Package(package.Name).ToText(), text = package.ToText();
            script.CallBytes("stage", package.Name, Sum(old), text, Sum(text));
        }

        script.Call("arm", Seconds(draft.Before.Session.RollbackTimeout)).Call("count_connections", "before");
        AddSteps(script, StepTime.Before);
        script.Set("TOUCHED", "1");
        Reload(script, Mwan3(draft), () => script.Call("commit"));
        Watch(draft)?.Call(script);
        AddSteps(script, StepTime.After);
        return script.Call("applied").Call("part", "end");
    }

    /// <summary>Keeps the change, if it is there, and reads the router back.</summary>
    internal RouterScript Confirm(string marker) =>
        Finish(Begin(marker).Call("confirm", token));

    /// <summary>Asks how far the change is.</summary>
    internal RouterScript Look(string marker) =>
        Begin(marker).Call("look", token).Call("part", "end");

    /// <summary>Has the router take the change back at once.</summary>
    internal RouterScript Recall(string marker) =>
        Begin(marker).Call("recall", token);

    /// <summary>Runs the steps of a draft that changes no file, and reads the router back.</summary>
    internal RouterScript Run(string marker)
    {
        RouterScript script = RouterReader.Begin(marker).Use("apply");
        AddSteps(script, StepTime.Before);
        AddSteps(script, StepTime.After);
        return Finish(script);
    }

    private static RouterScript Begin(string marker) => RouterReader.Begin(marker).Use("apply").Use("service").Use("guard");

    private static UciPackage? Find(IEnumerable<UciPackage> changed) => changed.FirstOrDefault(package => package.Name == RouterState.Mwan3);

    private static UciPackage Before(RouterDraft draft) => draft.Before.Package(RouterState.Mwan3);

    // The same way back: what the change took up line by line goes line by line again.
    private void TakeBack(RouterScript script)
    {
        Mwan3Reload? mwan3 = Find(_changed) is { } package ? Mwan3Reload.For(package, Before(draft)) : null;
        Reload(script, mwan3, () => script.Call("restore", Names()));
        if (Watch(draft) is not null)
        {
            script.Call("watch_back");
        }

        script.Call("end_turn", "rolledback");
    }

    private void Reload(RouterScript script, Mwan3Reload? mwan3, Action changeFiles)
    {
        mwan3?.CallBefore(script);
        changeFiles();
        foreach (string package in Names().Where(name => name != RouterState.Mwan3))
        {
            script.Call("reload", package);
        }

        mwan3?.CallAfter(script);
    }

    private RouterScript Finish(RouterScript script)
    {
        AddWait(script, "wait_up", draft.Awaited);
        AddWait(script, "wait_down", draft.AwaitedDown);
        return script.Call("count_connections", "after").CallRead(parts);
    }

    private void AddWait(RouterScript script, string function, IReadOnlyList<string> lines)
    {
        if (lines.Count > 0)
        {
            script.Call(function, [Seconds(draft.WaitAtMost), .. lines]);
        }
    }

    private void AddSteps(RouterScript script, StepTime time)
    {
        foreach (RouterStep step in draft.Steps.Where(step => step.Time == time))
        {
            if (step.Library.Length > 0)
            {
                Array.ForEach(step.Library, library => script.Use(library));
                script.Call(step.Command, step.Arguments);
            }
            else
            {
                script.Call("run", [step.Command, .. step.Arguments]);
            }
        }
    }

    private string[] Names() => [.. _changed.Select(package => package.Name)];

    private static string Seconds(TimeSpan time) => Math.Ceiling(time.TotalSeconds).ToString(CultureInfo.InvariantCulture);

    // MD5 only compares a file with what was read a moment ago; every busybox has it.
#pragma warning disable CA5351, CA1308
    private static string Sum(string byteText) => Convert.ToHexString(MD5.HashData(ByteText.ToBytes(byteText))).ToLowerInvariant();
#pragma warning restore CA5351, CA1308
}
