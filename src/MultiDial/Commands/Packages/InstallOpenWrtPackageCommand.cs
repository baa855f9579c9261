using System.Management.Automation;
using MultiDial.Errors;
using MultiDial.Packages;
using MultiDial.Router;
using MultiDial.Texts;

namespace MultiDial.Commands;

/// <summary>Installs packages with opkg or apk, whichever the router has. Installed packages are left as they are.</summary>
/// <remarks>
/// A kernel module that the firmware has built in counts as installed. Before mwan3, on routers with fw4, the iptables
/// that writes to nftables is installed first, since mwan3 would otherwise mix two kinds.
/// </remarks>
/// <example>
/// <para>The packages that MultiDial needs.</para>
/// <code>Install-OpenWrtPackage kmod-macvlan, mwan3</code>
/// </example>
/// <example>
/// <para>Shows first what would be installed.</para>
/// <code>Install-OpenWrtPackage mwan3 -WhatIf</code>
/// </example>
[Cmdlet(VerbsLifecycle.Install, "OpenWrtPackage", SupportsShouldProcess = true)]
[OutputType(typeof(OpenWrtPackage))]
public sealed class InstallOpenWrtPackageCommand : RouterCommand
{
    private const int ProgressId = 7021;

    // Over a slow line, onto slow flash.
    private static readonly TimeSpan s_atMost = TimeSpan.FromMinutes(10);

    private readonly List<(OpenWrtSession Session, string Name)> _wanted = [];

    /// <summary>The names of the packages.</summary>
    [Parameter(Position = 0)]
    [NameTransformation]
    public string[]? Name { get; set; }

    private protected override void Collect(OpenWrtSession session, object? item)
    {
        string[] names = item is not null ? [PipelineName.Of(item)] : Name ?? throw Error.Missing("-Name", Text.CureInstallPackages);
        Array.ForEach(names, OpenWrtPackages.CheckName);
        _wanted.AddRange(names.Select(name => (session, name)));
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        var plans = new Dictionary<OpenWrtSession, IReadOnlyList<string[]>>();
        OpenWrtSession[] sessions = [.. _wanted.Select(wanted => wanted.Session).Distinct()];
        foreach ((OpenWrtSession session, RouterState before) in OnEach(sessions, (session, token) => RouterReader.ReadAsync(session, OpenWrtPackages.Parts, token)))
        {
            if (Try(session, () => OpenWrtPackages.Plan(before, Names(session))) is not { } plan)
            {
                continue;
            }

            if (plan.Count == 0)
            {
                WriteVerbose(Text.StepAllInstalled.With(session.Name, string.Join(", ", Names(session))));
                Emit(before);
            }
            else if (RouterTransaction.Of(session) is not null)
            {
                WriteFailure(Error.TransactionOpen(session.Name, Text.WhatIfInstall.With(string.Join(", ", plan.SelectMany(part => part)))));
            }
            else if (ShouldProcess(session.Name, Text.WhatIfInstall.With(string.Join(", ", plan.SelectMany(part => part)))))
            {
                plans.Add(session, plan);
            }
        }

        Install(plans);
    }

    private string[] Names(OpenWrtSession session) => [.. _wanted.Where(wanted => wanted.Session == session).Select(wanted => wanted.Name).Distinct()];

    private void Install(Dictionary<OpenWrtSession, IReadOnlyList<string[]>> plans)
    {
        if (plans.Count == 0)
        {
            return;
        }

        var progress = new ProgressRecord(ProgressId, Text.ProgressInstalling, string.Join(", ", plans.Keys));
        WriteProgress(progress);
        foreach ((_, RouterState after) in OnEach(plans.Keys, (session, token) => OpenWrtPackages.InstallAsync(session, plans[session], s_atMost, token)))
        {
            Emit(after);
        }

        progress.RecordType = ProgressRecordType.Completed;
        WriteProgress(progress);
    }

    private void Emit(RouterState state)
    {
        foreach (string name in Names(state.Session))
        {
            if (Try(state.Session, () => OpenWrtPackages.Installed(state, name)) is { } package)
            {
                WriteObject(package);
            }
        }
    }
}
