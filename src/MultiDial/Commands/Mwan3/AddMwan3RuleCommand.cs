using System.Management.Automation;
using MultiDial.Errors;
using MultiDial.Mwan3;
using MultiDial.Texts;
using MultiDial.Uci;

namespace MultiDial.Commands;

/// <summary>Adds rules to mwan3: which traffic takes which policy.</summary>
/// <remarks>
/// The first rule that fits wins, so a rule for some traffic belongs before the rule for all; a rule that gets no
/// traffic for that reason is warned of. A piped text is a name, a piped Mwan3Policy the policy, a row gives any
/// parameter.
/// </remarks>
/// <example>
/// <para>One host over all interfaces, the rest over one.</para>
/// <code>Add-Mwan3Rule ss_route -Policy balance -DestinationAddress 3.4.5.6/32
/// Add-Mwan3Rule default_route -Policy wan2_only -Family IPv4</code>
/// </example>
/// <example>
/// <para>HTTPS of a client stays on its interface for ten minutes. The rule goes before the one for all.</para>
/// <code>Add-Mwan3Rule https -Policy balance -Protocol tcp -DestinationPort 443 -Family IPv4 -Sticky $true -StickyTimeout 10m -Before default_route</code>
/// </example>
[Cmdlet(VerbsCommon.Add, "Mwan3Rule", SupportsShouldProcess = true)]
[OutputType(typeof(Mwan3Rule))]
public sealed class AddMwan3RuleCommand : Mwan3RuleCommand
{
    private Mwan3Placement? _placement;

    /// <summary>The name, at most 15 characters.</summary>
    [Parameter(Position = 0)]
    public string? Name { get; set; }

    /// <summary>The rule before which the new one goes.</summary>
    [Parameter]
    [NameTransformation]
    [ArgumentCompleter(typeof(Mwan3RuleCompleter))]
    public string? Before { get; set; }

    /// <summary>The rule after which the new one goes.</summary>
    [Parameter]
    [NameTransformation]
    [ArgumentCompleter(typeof(Mwan3RuleCompleter))]
    public string? After { get; set; }

    /// <summary>Puts the rule before all others.</summary>
    [Parameter]
    public SwitchParameter First { get; set; }

    /// <summary>Puts the rule behind all others, which is also where it goes without a place.</summary>
    [Parameter]
    public SwitchParameter Last { get; set; }

    private protected override bool TakesRows => true;

    private protected override IEnumerable<Change> Changes(object? item)
    {
        Mwan3Placement placement = item is PSObject ? Placement() : _placement ??= Placement();
        string name = item as string ?? Row.Or(Name) ?? throw Error.Missing("-Name", Text.CureAddMwan3Rule.With("default_route"));
        string? policy = item is Mwan3Policy piped ? piped.Name : Row.Or(Policy);
        if (policy is null)
        {
            throw Error.Missing("-Policy", Text.CureAddMwan3Rule.With(name));
        }

        UciPatch<Mwan3Rule> patch = Parameters.NotNull<Mwan3Rule>(this, Row).Set(value => value.Policy, policy);
        yield return placement.Change(name, (draft, place) => Mwan3Rules.Add(draft, name, patch, place));
    }

    private Mwan3Placement Placement() => new(Row.Or(Before), Row.Or(After), Row.Or(First), Row.Or(Last));
}
