using MultiDial.Remote;

namespace MultiDial.Router;

/// <summary>The words by which guard.sh and this side understand each other. The scripts have them from here.</summary>
internal static class GuardWords
{
    // How far a change is.
    internal const string Applied = "applied";
    internal const string Running = "running";
    internal const string Confirmed = "confirmed";
    internal const string RolledBack = "rolledback";
    internal const string Unknown = "unknown";

    /// <summary>The piece of an answer that says which step begins: its number and words.</summary>
    internal const string Progress = "progress";

    /// <summary>The piece of an answer that says how far a change is: one of the words above, and a step if there is one.</summary>
    internal const string State = "state";

    /// <summary>The piece of an answer that says that the change is kept, and that what follows is the router as it is then.</summary>
    internal const string Kept = "kept";

    /// <summary>The piece of an answer that says that the change waits for the user, likewise.</summary>
    internal const string Held = "held";

    /// <summary>The piece of an answer that says which interfaces a change has cut that it must not; it is rolled back then.</summary>
    internal const string Rejected = "rejected";

    /// <summary>The piece of an answer that says why a script gave up: one of the reasons below and what it is about.</summary>
    internal const string Failed = "failed";

    internal const string Changed = "changed";
    internal const string Full = "full";
    internal const string Busy = "busy";
    internal const string Unarmed = "unarmed";
    internal const string Stopped = "stopped";
    internal const string Link = "link";
    internal const string Command = "command";
    internal const string Missing = "missing";

    /// <summary>Gives a script the words.</summary>
    internal static RouterScript SetGuardWords(this RouterScript script) => script
        .Set("SAID_APPLIED", Applied).Set("SAID_RUNNING", Running).Set("SAID_CONFIRMED", Confirmed)
        .Set("SAID_ROLLED_BACK", RolledBack).Set("SAID_UNKNOWN", Unknown)
        .Set("FAILED_CHANGED", Changed).Set("FAILED_FULL", Full).Set("FAILED_BUSY", Busy)
        .Set("FAILED_UNARMED", Unarmed).Set("FAILED_STOPPED", Stopped).Set("FAILED_LINK", Link).Set("FAILED_COMMAND", Command).Set("FAILED_MISSING", Missing);
}
