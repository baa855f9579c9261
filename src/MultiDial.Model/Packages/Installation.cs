using MultiDial.Errors;
using MultiDial.Router;
using MultiDial.Texts;

namespace MultiDial.Packages;

/// <summary>Packages to be installed on one router: a change under its guard, which takes off again whatever has come if nobody confirms it.</summary>
internal sealed class Installation
{
    /// <summary>
    /// What mwan3 is installed upon: the settings of all lines and nothing else. With the configuration that the package
    /// brings it would start at once to balance over lines that no router has, and cut all others.
    /// </summary>
    internal const string EmptyMwan3 = "config globals 'globals'\n\toption mmx_mask '0x3F00'";

    private const string Script = "install";

    // Over a slow line, onto slow flash.
    private static readonly TimeSpan s_atMost = TimeSpan.FromMinutes(10);

    private readonly RouterState _before;
    private readonly IReadOnlyList<string[]> _groups;
    private readonly PackageSimulation? _simulation;
    private readonly Dictionary<string, MultiDialException> _refusals;

    private Installation(RouterState before, IReadOnlyList<string[]> groups, PackageSimulation? simulation, Dictionary<string, MultiDialException> refusals)
    {
        _before = before;
        _simulation = simulation;
        _refusals = refusals;
        _groups = [.. groups.Select(group => group.Except(refusals.Keys).ToArray()).Where(group => group.Length > 0)];
    }

    private string[] Names => [.. _groups.SelectMany(group => group)];

    private bool BringsFirstMwan3 => !_before.Has(ConfigurationFiles.Mwan3)
        && (Names.Contains(OpenWrtPackages.Mwan3) || _simulation!.Coming.Any(package => package.Name == OpenWrtPackages.Mwan3));

    /// <summary>Finds out what is missing, and has the package manager simulate its installation.</summary>
    internal static async Task<Installation> PrepareAsync(RouterState before, IEnumerable<string> wanted, CancellationToken cancellation)
    {
        IReadOnlyList<string[]> groups = OpenWrtPackages.Plan(before, wanted);
        string[] names = [.. groups.SelectMany(group => group)];
        if (names.Length == 0)
        {
            return new Installation(before, groups, null, []);
        }

        PackageSimulation simulation = await PackageSimulation.RunAsync(before.Session, names, cancellation).ConfigureAwait(false);
        Dictionary<string, MultiDialException> refusals = Refusals(before, simulation, names.Where(simulation.Unknown.Contains));
        string[] others = [.. names.Except(refusals.Keys)];

        // apk does nothing at all if there is but one name that it does not know.
        if (refusals.Count > 0 && others.Length > 0)
        {
            simulation = await PackageSimulation.RunAsync(before.Session, others, cancellation).ConfigureAwait(false);
        }

        foreach ((string name, MultiDialException refusal) in Refusals(before, simulation, others))
        {
            refusals.Add(name, refusal);
        }

        return new Installation(before, groups, simulation, refusals);
    }

    /// <exception cref="MultiDialException">PackageMissing: the feeds do not have the package. InstallationFailed: it does not fit the router, or cannot be had.</exception>
    internal void Require(string name)
    {
        if (_refusals.TryGetValue(name, out MultiDialException? refusal))
        {
            throw refusal;
        }
    }

    /// <summary>Adds what can be installed. The first step's way back undoes all.</summary>
    internal void Add(RouterDraft draft)
    {
        if (_groups.Count == 0)
        {
            return;
        }

        RouterStep[] steps = [.. Preset(), .. _groups.Select(Step)];
        string[] names = BringsFirstMwan3 ? [.. Names.Union([OpenWrtPackages.Mwan3])] : Names;
        steps[0] = steps[0] with { Back = [new RouterStep(StepTime.After, "install_undo", names) { Script = Script }] };
        Array.ForEach(steps, draft.Add);
        draft.Allow(s_atMost);
    }

    private static Dictionary<string, MultiDialException> Refusals(RouterState before, PackageSimulation simulation, IEnumerable<string> names)
    {
        string? kernel = before.Get(PackageList.Part).Versions.GetValueOrDefault("kernel");
        return names.Select(name => (Name: name, Refusal: simulation.Refusal(name, kernel)))
            .Where(pair => pair.Refusal is not null)
            .ToDictionary(pair => pair.Name, pair => pair.Refusal!);
    }

    private IEnumerable<RouterStep> Preset() => BringsFirstMwan3
        ? [new RouterStep(StepTime.After, "install_preset", OpenWrtPackages.Mwan3, EmptyMwan3) { Script = Script, Words = Text.WhatIfPreset }]
        : [];

    private RouterStep Step(string[] group)
    {
        string names = string.Join(' ', group);
        string coming = string.Join(", ", _simulation!.Coming.Where(package => IsFor(group, package.Name)).Select(package => $"{package.Name} {package.Version}").DefaultIfEmpty(string.Join(", ", group)));
        return new RouterStep(StepTime.After, "install_add", [Text.ProgressInstalling.With(string.Join(", ", group)), .. group])
        {
            Script = Script,
            OutlastsBoot = true,
            Words = _before.Get(PackageList.Part).Manager == PackageManager.Apk ? Text.WhatIfApk.With(names, coming) : Text.WhatIfOpkg.With(names, coming),
        };
    }

    // What comes of itself is for the last ones: the others are those that must not be chosen by the package manager.
    private bool IsFor(string[] group, string package) => group.Contains(package) || (group == _groups[^1] && !Names.Contains(package));
}
