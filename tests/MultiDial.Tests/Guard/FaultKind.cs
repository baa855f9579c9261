namespace MultiDial.Tests.Guard;

/// <summary>What can break.</summary>
internal enum FaultKind
{
    /// <summary>The connection is reset; new ones are welcome.</summary>
    Cut,

    /// <summary>No connection carries anything, until the router has done what it does.</summary>
    Frozen,

    /// <summary>The connection is reset, and no other can be made until the router has done what it does.</summary>
    Unreachable,

    /// <summary>The user presses Ctrl+C.</summary>
    Stopped,

    /// <summary>The script on the router is killed.</summary>
    ScriptKilled,

    /// <summary>The router loses power.</summary>
    PowerCut,

    /// <summary>A command of the router fails once.</summary>
    CommandFails,

    /// <summary>A command of the router hangs for longer than the rollback timeout.</summary>
    CommandHangs,
}
