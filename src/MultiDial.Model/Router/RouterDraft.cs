using MultiDial.Errors;
using MultiDial.Uci;

namespace MultiDial.Router;

/// <summary>
/// A change in the making: a copy of the configuration that model operations edit, and what is to be done on the
/// router besides. Nothing happens before <see cref="RouterApplier"/> gets it.
/// </summary>
internal sealed class RouterDraft
{
    private readonly Dictionary<string, UciPackage> _packages = [];
    private List<RouterStep> _steps = [];
    private List<string> _warnings = [];
    private List<string> _awaited = [];
    private List<string> _awaitedDown = [];

    internal RouterDraft(RouterState before) => Before = before;

    /// <summary>What the router was when it was read.</summary>
    internal RouterState Before { get; }

    internal UciPackage Network => Package(RouterState.Network);

    internal UciPackage Firewall => Package(RouterState.Firewall);

    internal UciPackage Mwan3 => Package(RouterState.Mwan3);

    /// <summary>Commands to run on the router, besides what the changed files entail.</summary>
    internal IReadOnlyList<RouterStep> Steps => _steps;

    /// <summary>What the user should know, though nothing is wrong.</summary>
    internal IReadOnlyList<string> Warnings => _warnings;

    /// <summary>The lines that must be up before the change counts as done, and how long to wait for them.</summary>
    internal IReadOnlyList<string> Awaited => _awaited;

    /// <summary>The lines that must be down before the change counts as done.</summary>
    internal IReadOnlyList<string> AwaitedDown => _awaitedDown;

    internal TimeSpan WaitAtMost { get; private set; }

    /// <summary>The packages whose text is another than before.</summary>
    internal IEnumerable<UciPackage> Changed =>
        Before.Packages.Where(_packages.ContainsKey).Select(name => _packages[name]).Where(package => package.ToText() != Before.Package(package.Name).ToText());

    /// <summary>The change, option by option.</summary>
    internal IReadOnlyList<UciChange> Changes =>
        [.. Before.Packages.Where(_packages.ContainsKey).SelectMany(name => UciDiff.Compare(Before.Package(name), _packages[name]))];

    internal bool ChangesNothing => _steps.Count == 0 && !Changed.Any();

    internal bool Waits => _awaited.Count > 0 || _awaitedDown.Count > 0;

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
            throw Error.InvalidValue("the configuration", exception.ParamName, exception.Message);
        }

        foreach ((string name, UciPackage package) in trial._packages)
        {
            _packages[name] = package;
        }

        (_steps, _warnings, WaitAtMost) = (trial._steps, trial._warnings, trial.WaitAtMost);
        (_awaited, _awaitedDown) = (trial._awaited, trial._awaitedDown);
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

    internal void WaitFor(string line, TimeSpan atMost) => Wait(_awaited, line, atMost);

    internal void WaitUntilDown(string line, TimeSpan atMost) => Wait(_awaitedDown, line, atMost);

    /// <summary>Gives what is run on the router more time.</summary>
    internal void Allow(TimeSpan time) => WaitAtMost += time;

    internal UciPackage Package(string name)
    {
        if (!_packages.TryGetValue(name, out UciPackage? package))
        {
            package = Before.Package(name).Clone();
            _packages.Add(name, package);
        }

        return package;
    }

    private void Wait(List<string> lines, string line, TimeSpan atMost)
    {
        lines.Add(line);
        WaitAtMost = atMost > WaitAtMost ? atMost : WaitAtMost;
    }

    private RouterDraft Copy()
    {
        var copy = new RouterDraft(Before)
        {
            _steps = [.. _steps], _warnings = [.. _warnings], _awaited = [.. _awaited], _awaitedDown = [.. _awaitedDown], WaitAtMost = WaitAtMost,
        };
        foreach ((string name, UciPackage package) in _packages)
        {
            copy._packages.Add(name, package.Clone());
        }

        return copy;
    }
}
