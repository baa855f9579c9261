using MultiDial.Errors;
using MultiDial.Uci;

namespace MultiDial.Router;

/// <summary>
/// A change in the making: a copy of the configuration that model operations edit, and what is to be done on the
/// router besides. Nothing happens before <see cref="RouterApplier"/> gets it.
/// </summary>
internal sealed class RouterDraft
{
    // A reload says nothing while it works.
    private static readonly TimeSpan s_stepTime = TimeSpan.FromSeconds(180);

    private readonly Dictionary<string, UciPackage> _packages = [];
    private List<RouterStep> _steps = [];
    private List<string> _warnings = [];
    private List<(RouterWait Wait, string Name, bool IfChanged)> _waits = [];

    internal RouterDraft(RouterState before) => Before = before;

    /// <summary>What the router was when it was read.</summary>
    internal RouterState Before { get; }

    /// <summary>Commands to run on the router, besides what the changed files entail.</summary>
    internal IReadOnlyList<RouterStep> Steps => _steps;

    /// <summary>What the user should know, though nothing is wrong.</summary>
    internal IReadOnlyList<string> Warnings => _warnings;

    /// <summary>The names that are waited for before the change counts as done, by what they are waited for.</summary>
    internal ILookup<RouterWait, string> Waits
    {
        get
        {
            bool isChanged = Changed.Any();
            return _waits.Where(wait => isChanged || !wait.IfChanged).DistinctBy(wait => (wait.Wait, wait.Name)).ToLookup(wait => wait.Wait, wait => wait.Name);
        }
    }

    internal TimeSpan WaitAtMost { get; private set; }

    /// <summary>How long the change waits for the user to confirm it; null for one that is confirmed as soon as the router is reached.</summary>
    internal TimeSpan? ConfirmTimeout { get; init; }

    /// <summary>How long one step may take on a slow router before it counts as hanging.</summary>
    internal TimeSpan StepAtMost => s_stepTime + WaitAtMost;

    /// <summary>The packages whose text is another than before.</summary>
    internal IEnumerable<UciPackage> Changed =>
        Before.Packages.Where(_packages.ContainsKey).Select(name => _packages[name]).Where(package => package.ToText() != Before.Package(package.Name).ToText());

    /// <summary>The change, option by option.</summary>
    internal IReadOnlyList<UciDifference> Changes =>
        [.. Before.Packages.Where(_packages.ContainsKey).SelectMany(name => UciDiff.Compare(Before.Package(name), _packages[name]))];

    /// <summary>Whether it can cut the way to the router, so that the router has to be able to undo it by itself.</summary>
    internal bool IsGuarded => Changed.Any() || _steps.Exists(step => step.Back.Count > 0);

    internal bool ChangesNothing => _steps.Count == 0 && !Changed.Any();

    /// <summary>Runs one operation. If it fails the draft is as it was.</summary>
    /// <exception cref="MultiDialException">The operation refused, or a value cannot be stored (InvalidValue).</exception>
    internal void Edit(Action<RouterDraft> operation)
    {
        RouterDraft trial = Copy();
        try
        {
            operation(trial);
        }
        catch (ArgumentException exception)
        {
            throw Error.NotStorable(exception.Message, exception);
        }

        Take(trial);
    }

    /// <summary>
    /// Runs operations one after the other, leaving out those that refuse. One copy serves for all as long as none does,
    /// so that many operations cost what they do and not what the configuration weighs.
    /// </summary>
    /// <param name="operations">The operations.</param>
    /// <param name="refused">Is told of an operation that refused, and why.</param>
    internal void EditEach(IReadOnlyList<Action<RouterDraft>> operations, Action<int, MultiDialException> refused)
    {
        try
        {
            Edit(draft =>
            {
                foreach (Action<RouterDraft> operation in operations)
                {
                    operation(draft);
                }
            });
        }
        catch (MultiDialException)
        {
            for (int i = 0; i < operations.Count; i++)
            {
                try
                {
                    Edit(operations[i]);
                }
                catch (MultiDialException exception)
                {
                    refused(i, exception);
                }
            }
        }
    }

    /// <summary>A package to edit.</summary>
    /// <exception cref="MultiDialException">UnsupportedRouter: the router has no such file.</exception>
    internal UciPackage Package(string name)
    {
        if (!_packages.TryGetValue(name, out UciPackage? package))
        {
            package = Before.Package(name).Clone();
            _packages.Add(name, package);
        }

        return package;
    }

    /// <summary>Puts another text in the place of a package's.</summary>
    internal void Replace(UciPackage package) => _packages[package.Name] = package.Clone();

    internal void Add(RouterStep step) => _steps.Add(step);

    /// <summary>Notes a warning; the same one once only.</summary>
    internal void Warn(string warning)
    {
        if (!_warnings.Contains(warning))
        {
            _warnings.Add(warning);
        }
    }

    /// <summary>Has the change wait for something at its end.</summary>
    /// <param name="wait">What for.</param>
    /// <param name="name">Of which thing.</param>
    /// <param name="atMost">How long; the longest counts for all.</param>
    /// <param name="ifChanged">Whether there is nothing to wait for if no file changes.</param>
    internal void WaitFor(RouterWait wait, string name, TimeSpan atMost, bool ifChanged = false)
    {
        _waits.Add((wait, name, ifChanged));
        WaitAtMost = atMost > WaitAtMost ? atMost : WaitAtMost;
    }

    /// <summary>Gives what is run on the router more time.</summary>
    internal void Allow(TimeSpan time) => WaitAtMost += time;

    private void Take(RouterDraft trial)
    {
        foreach ((string name, UciPackage package) in trial._packages)
        {
            _packages[name] = package;
        }

        (_steps, _warnings, _waits, WaitAtMost) = (trial._steps, trial._warnings, trial._waits, trial.WaitAtMost);
    }

    private RouterDraft Copy()
    {
        var copy = new RouterDraft(Before) { ConfirmTimeout = ConfirmTimeout, _steps = [.. _steps], _warnings = [.. _warnings], _waits = [.. _waits], WaitAtMost = WaitAtMost };
        foreach ((string name, UciPackage package) in _packages)
        {
            copy._packages.Add(name, package.Clone());
        }

        return copy;
    }
}
