using MultiDial.Remote;

namespace MultiDial.Router;

/// <summary>
/// A service of the router that takes up a changed configuration in a way of its own. A room hooks its service into the
/// engine with one of these; the engine knows none of them by name.
/// </summary>
internal abstract class Follower
{
    /// <summary>The .sh file that has the functions.</summary>
    internal abstract string Script { get; }

    /// <summary>The package whose init script is not asked to reload, as this does it; null for none.</summary>
    internal virtual string? Replaces => null;

    /// <summary>The function that is called after a change was rolled back, whoever made it; null for none.</summary>
    internal virtual string? AfterRollback => null;

    /// <summary>The function that is called after a change was confirmed; null for none.</summary>
    internal virtual string? AfterConfirm => null;

    /// <summary>The function that prints what the boot does about a change that a power cut ended, besides putting the files back; null for none.</summary>
    internal virtual string? BootLines => null;

    /// <summary>What has to be done about a draft; null for nothing.</summary>
    internal abstract Following? Of(RouterDraft draft);

    /// <summary>What has to be done to get back from it; null for nothing.</summary>
    internal virtual Following? Back(RouterDraft draft) => null;

    /// <summary>Adds what the service waits for once a wait of the change is over.</summary>
    internal virtual void AfterWait(RouterScript script, RouterWait wait, IReadOnlyList<string> names)
    {
    }
}

/// <summary>What a service does about one change.</summary>
internal abstract class Following
{
    /// <summary>What the user is shown of it, a text for each step.</summary>
    internal abstract IEnumerable<string> Steps { get; }

    /// <summary>How many steps the router tells of while it does this.</summary>
    internal abstract int StepCount { get; }

    /// <summary>Adds what must be done while the old configuration is still there.</summary>
    internal virtual void BeforeFiles(RouterScript script)
    {
    }

    /// <summary>Adds what must be done once the new configuration is there and before the other services reload.</summary>
    internal virtual void BeforeReloads(RouterScript script)
    {
    }

    /// <summary>Adds what cannot wait until more than one package's service has reloaded.</summary>
    internal virtual void AfterReload(RouterScript script, string package)
    {
    }

    /// <summary>Adds what must be done once the new configuration is there and the other services have reloaded.</summary>
    internal abstract void AfterFiles(RouterScript script);
}
