using System.Management.Automation;
using MultiDial.Mwan3;
using MultiDial.Router;

namespace MultiDial.Commands;

/// <summary>Shows the interfaces that mwan3 tracks, with the values that it takes for what is not set.</summary>
/// <example>
/// <para>The interfaces without a tracked address.</para>
/// <code>Get-Mwan3Interface | Where-Object { -not $_.TrackIp }</code>
/// </example>
/// <example>
/// <para>Adds a member for each interface.</para>
/// <code>Get-Mwan3Interface | Add-Mwan3Member -Metric 1 -Weight 1</code>
/// </example>
[Cmdlet(VerbsCommon.Get, "Mwan3Interface")]
[OutputType(typeof(Mwan3Interface))]
public sealed class GetMwan3InterfaceCommand : GetCommand<Mwan3Interface>
{
    /// <summary>The names, with wildcards; without it all.</summary>
    [Parameter(Position = 0)]
    [SupportsWildcards]
    [NameTransformation]
    [ArgumentCompleter(typeof(Mwan3InterfaceCompleter))]
    public string[]? Name { get; set; }

    private protected override string[]? Wanted => Name;

    private protected override string Kind => Mwan3Kind.Interface.Label;

    private protected override IEnumerable<Mwan3Interface> Read(RouterState state) => Mwan3Interfaces.Read(state);
}
