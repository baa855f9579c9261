using System.Management.Automation;
using MultiDial.Mwan3;
using MultiDial.Router;

namespace MultiDial.Commands;

/// <summary>Shows the rules of mwan3 in their order; the first that fits wins.</summary>
/// <example>
/// <para>The rules that use the policy balance.</para>
/// <code>Get-Mwan3Rule | Where-Object Policy -eq balance</code>
/// </example>
/// <example>
/// <para>What comes before the rule default_route.</para>
/// <code>Get-Mwan3Rule | Where-Object Position -lt (Get-Mwan3Rule default_route).Position</code>
/// </example>
[Cmdlet(VerbsCommon.Get, "Mwan3Rule")]
[OutputType(typeof(Mwan3Rule))]
public sealed class GetMwan3RuleCommand : GetCommand<Mwan3Rule>
{
    /// <summary>The names, with wildcards; without it all.</summary>
    [Parameter(Position = 0)]
    [SupportsWildcards]
    [NameTransformation]
    [ArgumentCompleter(typeof(Mwan3RuleCompleter))]
    public string[]? Name { get; set; }

    private protected override string[]? Wanted => Name;

    private protected override string Kind => Mwan3Kind.Rule.Label;

    private protected override IEnumerable<Mwan3Rule> Read(RouterState state) => Mwan3Rules.Read(state);
}
