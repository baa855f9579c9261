using System.Management.Automation;
using MultiDial.Mwan3;
using MultiDial.Router;

namespace MultiDial.Commands;

/// <summary>Shows the policies of mwan3, and how each splits its traffic while all interfaces are online.</summary>
/// <example>
/// <para>How the policy balance splits its traffic.</para>
/// <code>(Get-Mwan3Policy balance).Share</code>
/// </example>
/// <example>
/// <para>The policies that need a member of the interface wan2.</para>
/// <code>Get-Mwan3Policy | Where-Object { $_.Share.Interface -contains 'wan2' }</code>
/// </example>
[Cmdlet(VerbsCommon.Get, "Mwan3Policy")]
[OutputType(typeof(Mwan3Policy))]
public sealed class GetMwan3PolicyCommand : GetCommand<Mwan3Policy>
{
    /// <summary>The names, with wildcards; without it all.</summary>
    [Parameter(Position = 0)]
    [SupportsWildcards]
    [NameTransformation]
    [ArgumentCompleter(typeof(Mwan3PolicyCompleter))]
    public string[]? Name { get; set; }

    private protected override IReadOnlyCollection<StatePart> Parts => [Mwan3Kernel.Part];

    private protected override string[]? Wanted => Name;

    private protected override string Kind => Mwan3Kind.Policy.Label;

    private protected override IEnumerable<Mwan3Policy> Read(RouterState state) => Mwan3Policies.Read(state);
}
