using System.Security.Cryptography;
using MultiDial.Remote;

namespace MultiDial.Router;

/// <summary>The functions of one change, which the router keeps beside it (library.sh), and the scripts that work with them.</summary>
internal sealed class GuardLibrary
{
    /// <summary>The function that undoes the change.</summary>
    internal const string RollBack = "guard_roll_back";

    /// <summary>The function that says what the change has cut that it must not.</summary>
    internal const string Check = "guard_check";

    /// <summary>The function that prints what the boot does about a change that a power cut ended, besides putting the files back.</summary>
    internal const string BootLines = "guard_boot_lines";

    /// <summary>The function that is called after the change was rolled back.</summary>
    internal const string AfterRollback = "guard_after_rollback";

    /// <summary>The function that is called after it was confirmed.</summary>
    internal const string AfterConfirm = "guard_after_confirm";

    // In seconds. A change takes a few of them, and on a slow router many.
    private const string WaitForTurn = "60";

    private static readonly string[] s_hooks = [RollBack, Check, BootLines, AfterRollback, AfterConfirm];

    // It becomes part of names of files, and of JSON on the router.
    private readonly string _token = Convert.ToHexString(RandomNumberGenerator.GetBytes(8)).ToLowerInvariant();
    private readonly RouterScript _functions;

    /// <param name="files">The packages that the change concerns.</param>
    /// <param name="stepAtMost">How long one step may take before it counts as hanging.</param>
    /// <param name="scripts">The .sh files that the hooks need.</param>
    /// <param name="hooks">What the guard does not know, by the names of its functions; what is left out does nothing.</param>
    internal GuardLibrary(IEnumerable<string> files, TimeSpan stepAtMost, IEnumerable<string> scripts, IReadOnlyDictionary<string, Action<RouterScript>> hooks)
    {
        _functions = RouterScript.Library()
            .SetGuardWords()
            .Set("CHANGE_TOKEN", _token)
            .Set("CHANGE_FILES", string.Join(' ', files))
            .Set("CHANGE_PATIENCE", Shell.Seconds(stepAtMost))
            .Use("answer", "begin")
            .Use([.. scripts]);
        foreach (string hook in s_hooks)
        {
            _functions.Define(hook, hooks.GetValueOrDefault(hook, static _ => { }));
        }
    }

    /// <summary>Begins a script that makes the change: it has the turn, and nothing is done yet.</summary>
    internal RouterScript Begin(string marker) => RouterReader.Begin(marker)
        .Use("library")
        .CallWith("library_write",
            ScriptArgument.Text(_token),
            ScriptArgument.Text(Asker.Name),
            ScriptArgument.Text(Digest.Md5(ByteText.ToBytes(_functions.Body))),
            new ScriptArgument(_functions.Body, _functions.ToShownText()))
        .Read(_functions, File(_token))
        .Call("begin_turn", WaitForTurn);

    /// <summary>Begins a script that asks or says something about the change.</summary>
    internal RouterScript Open(string marker) => RouterReader.Begin(marker).Use("library").Call("library_find", _token).Read(_functions, File(_token));

    /// <summary>A script that asks which change waits on the router to be confirmed.</summary>
    internal static RouterScript Find(string marker) => RouterReader.Begin(marker).Use("library").Call("read_part", "token").Call("library_waiting").Call("read_part", "end");

    /// <summary>A script that calls a function of a change that anybody may have made.</summary>
    internal static RouterScript Ask(string marker, string token, string function, params string[] arguments) => RouterReader.Begin(marker)
        .Use("library").Call("library_find", token).Read(RouterScript.Library(), File(token)).Call(function, arguments).Call("read_part", "end");

    private static string File(string token) => $"\"$TURN_ROOM/of.{token}/library\"";
}
