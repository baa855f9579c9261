namespace MultiDial.Router;

/// <summary>When a step runs, seen from the change of the configuration files.</summary>
internal enum StepTime
{
    /// <summary>Before; if it fails, no file is changed.</summary>
    Before,

    /// <summary>After the files are in place and their services have reloaded.</summary>
    After,
}

/// <summary>A command on the router that is part of a change, as <c>ifup wan2</c>.</summary>
/// <param name="Time">When it runs.</param>
/// <param name="Command">The command's name.</param>
/// <param name="Arguments">Its arguments; they are quoted when the script is made.</param>
internal sealed record RouterStep(StepTime Time, string Command, params string[] Arguments)
{
    /// <summary>The .sh file that the command is a function of. It says itself what becomes of it.</summary>
    internal string? Script { get; init; }

    /// <summary>What undoes it; nothing for a step that cannot cut the way to the router. It must do no harm where the step was not run.</summary>
    internal IReadOnlyList<RouterStep> Back { get; init; } = [];

    /// <summary>Whether what it has done is still there after a power cut.</summary>
    internal bool OutlastsBoot { get; init; }

    /// <summary>What the user is shown in place of the command.</summary>
    internal string? Words { get; init; }

    public override string ToString() => Words ?? string.Join(' ', [Command, .. Arguments]);
}

/// <summary>Something that must hold before a change may stay, whoever confirms it.</summary>
/// <param name="Function">The function on the router that looks; it takes the seconds and the names, and says which of them do not fit.</param>
/// <param name="Script">The .sh file that has the function.</param>
/// <param name="Names">What a change must leave alone.</param>
internal sealed record RouterCheck(string Function, string Script, Func<RouterDraft, IEnumerable<string>> Names);

/// <summary>Something that a change waits for at its end, as an interface that is to be up.</summary>
/// <param name="Function">The function on the router that waits; it takes the seconds and the names.</param>
/// <param name="Script">The .sh file that has the function.</param>
/// <param name="IsThere">Whether a name still means something in a draft.</param>
internal sealed record RouterWait(string Function, string Script, Func<RouterDraft, string, bool> IsThere);
