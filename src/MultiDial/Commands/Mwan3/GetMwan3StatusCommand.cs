using System.Management.Automation;
using MultiDial.Mwan3;
using MultiDial.Network;
using MultiDial.Router;

namespace MultiDial.Commands;

/// <summary>Shows the state of the interfaces of mwan3: online or not, what each carries, and what is wrong.</summary>
/// <remarks>
/// The shares are computed from metrics and weights of the interfaces that are online now; mwan3 2.12 itself reports wrong
/// ones. Problem names the cause and what helps; it is empty where all is well.
/// </remarks>
/// <example>
/// <para>All interfaces.</para>
/// <code>Get-Mwan3Status</code>
/// </example>
/// <example>
/// <para>What is wrong, and what helps.</para>
/// <code>Get-Mwan3Status | Where-Object Problem | Format-List Interface, Problem</code>
/// </example>
[Cmdlet(VerbsCommon.Get, "Mwan3Status")]
[OutputType(typeof(Mwan3Status))]
public sealed class GetMwan3StatusCommand : GetCommand<Mwan3Status>
{
    /// <summary>The interfaces, with wildcards; without it all.</summary>
    [Parameter(Position = 0)]
    [SupportsWildcards]
    [NameTransformation]
    [ArgumentCompleter(typeof(Mwan3InterfaceCompleter))]
    public string[]? Interface { get; set; }

    private protected override string[]? Wanted => Interface;

    private protected override string Kind => Mwan3Kind.Interface.Label;

    private protected override IReadOnlyCollection<StatePart> Parts => [Mwan3Service.Part, Mwan3Kernel.Part, InterfaceStatus.Part, Link.Part];

    private protected override IEnumerable<Mwan3Status> Read(RouterState state) => Mwan3Statuses.Read(state);
}
