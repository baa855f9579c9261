namespace MultiDial.Remote;

/// <summary>
/// Where a cmdlet listens to what is done for it: each step in words, and each remote command with its answer. It flows
/// with the work, so that a cmdlet hears of its own work alone.
/// </summary>
/// <param name="Step">Takes what is being done, in words. Called on any thread.</param>
/// <param name="Progress">Takes the step that the router is at. Called on any thread.</param>
/// <param name="Undone">Takes the name of a router whose change is rolled back because the user has stopped it. Called on any thread.</param>
/// <param name="Exchange">Takes a remote command that has ended; null if nobody wants to know. Called on any thread.</param>
internal sealed record RemoteTrace(Action<string> Step, Action<RouterProgress> Progress, Action<string> Undone, Action<RemoteExchange>? Exchange)
{
    private static readonly AsyncLocal<RemoteTrace?> s_current = new();

    /// <summary>The listener of the work that runs now; null if nobody listens.</summary>
    internal static RemoteTrace? Current
    {
        get => s_current.Value;
        set => s_current.Value = value;
    }
}

/// <summary>A remote command and what came of it.</summary>
/// <param name="Router">The session's name.</param>
/// <param name="Script">What was sent.</param>
/// <param name="Result">What was answered; null if there was no answer.</param>
/// <param name="Failure">Why there was none.</param>
/// <param name="Duration">How long it took.</param>
internal sealed record RemoteExchange(string Router, RouterScript Script, RemoteResult? Result, Exception? Failure, TimeSpan Duration);
