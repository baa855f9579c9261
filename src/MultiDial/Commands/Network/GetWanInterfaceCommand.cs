using System.Management.Automation;
using MultiDial.Network;
using MultiDial.Router;
using MultiDial.Texts;

namespace MultiDial.Commands;

/// <summary>Shows the lines: the interfaces that are ways to the internet. Others show when they are named.</summary>
/// <example>
/// <para>All interfaces.</para>
/// <code>Get-WanInterface</code>
/// </example>
/// <example>
/// <para>Those that are not up, and why.</para>
/// <code>Get-WanInterface | Where-Object Up -eq $false | Select-Object Name, DialError</code>
/// </example>
[Cmdlet(VerbsCommon.Get, "WanInterface")]
[OutputType(typeof(WanInterface))]
public sealed class GetWanInterfaceCommand : GetCommand<WanInterface>
{
    /// <summary>The names of interfaces, with wildcards; an exact name shows any interface of the configuration.</summary>
    [Parameter(Position = 0)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(WanInterfaceCompleter))]
    public string[]? Name { get; set; }

    private protected override string[]? Wanted => Name;

    private protected override string Kind => Text.KindInterface;

    private protected override IReadOnlyCollection<StatePart> Parts => [InterfaceStatus.Part, Link.Part];

    private protected override IEnumerable<WanInterface> Read(RouterState state) => WanInterfaces.Read(state);

    private protected override bool IsListed(WanInterface thing) => thing.IsLine;
}
