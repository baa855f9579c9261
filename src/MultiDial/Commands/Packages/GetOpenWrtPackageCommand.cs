using System.Management.Automation;
using MultiDial.Packages;
using MultiDial.Router;

namespace MultiDial.Commands;

/// <summary>Shows the installed packages. A package that is named but not installed is shown with Installed as false.</summary>
/// <example>
/// <para>The packages that MultiDial needs.</para>
/// <code>Get-OpenWrtPackage kmod-macvlan, mwan3</code>
/// </example>
/// <example>
/// <para>Everything that is installed and begins with kmod-.</para>
/// <code>Get-OpenWrtPackage kmod-* | Sort-Object Name</code>
/// </example>
[Cmdlet(VerbsCommon.Get, "OpenWrtPackage")]
[OutputType(typeof(OpenWrtPackage))]
public sealed class GetOpenWrtPackageCommand : GetCommand<OpenWrtPackage>
{
    /// <summary>The names of packages, which may have wildcards; all installed packages by default.</summary>
    [Parameter(Position = 0)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(PackageCompleter))]
    public string[]? Name { get; set; }

    private protected override string[]? Wanted => Name;

    private protected override string Kind => "package";

    private protected override IReadOnlyCollection<StatePart> Parts => OpenWrtPackages.Parts;

    private protected override IEnumerable<OpenWrtPackage> Read(RouterState state) => OpenWrtPackages.Read(state);

    private protected override OpenWrtPackage? Absent(RouterState state, string name) => OpenWrtPackages.Read(state, name);
}
