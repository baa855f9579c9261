using System.Collections.Concurrent;
using System.Management.Automation;
using MultiDial.Errors;
using MultiDial.Packages;
using MultiDial.Router;
using MultiDial.Texts;

namespace MultiDial.Commands;

/// <summary>Installs packages with opkg or apk, whichever the router has. Installed packages are left as they are.</summary>
/// <remarks>
/// <para>
/// The router removes again whatever it has installed if it cannot be reached afterwards, or if one of the packages could not
/// be installed. -WhatIf shows the package manager's own simulation: what would come, and in which versions.
/// </para>
/// <para>
/// A kernel module that the firmware has built in counts as installed. Kernel modules for another kernel than the router's
/// are refused. Before mwan3, on routers with fw4, the iptables that writes to nftables is installed first, since mwan3 would
/// otherwise mix two kinds. mwan3 is installed with a configuration that has no lines, since it starts at once, and those that
/// come with it are none of the router's.
/// </para>
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
public sealed class InstallOpenWrtPackageCommand : RouterChangeCommand<string>
{
    private readonly ConcurrentDictionary<OpenWrtSession, Installation> _installations = new();
    private readonly Dictionary<OpenWrtSession, string[]> _wanted = [];

    /// <summary>The names of the packages.</summary>
    [Parameter(Position = 0)]
    [NameTransformation]
    [ArgumentCompleter(typeof(PackageCompleter))]
    public string[]? Name { get; set; }

    private protected override IReadOnlyCollection<StatePart> Parts => OpenWrtPackages.Parts;

    private protected override IEnumerable<string> Take(object? item)
    {
        string[] names = item is not null ? [PipelineName.Of(item)] : Name ?? throw Error.Missing("-Name", Text.CureInstallPackages);
        Array.ForEach(names, OpenWrtPackages.CheckName);
        return names;
    }

    private protected override IEnumerable<Change> Changes(OpenWrtSession session, IReadOnlyList<string> given)
    {
        string[] names = _wanted[session] = [.. given.Distinct()];
        return [new Change(draft => _installations[session].Add(draft)), .. names.Select(name => new Change(_ => _installations[session].Require(name), after => OpenWrtPackages.Installed(after, name)))];
    }

    private protected override async Task<RouterState> ReadAsync(OpenWrtSession session, CancellationToken token)
    {
        RouterState before = await base.ReadAsync(session, token).ConfigureAwait(false);
        string[] missing = [.. OpenWrtPackages.Plan(before, _wanted[session]).SelectMany(group => group)];
        if (missing.Length > 0 && RouterTransaction.Of(session) is not null)
        {
            throw Error.TransactionOpen(session.Name, Text.WhatIfInstall.With(string.Join(", ", missing)));
        }

        _installations[session] = await Installation.PrepareAsync(before, missing, token).ConfigureAwait(false);
        return before;
    }
}
