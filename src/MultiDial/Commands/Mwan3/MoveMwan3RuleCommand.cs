using System.Management.Automation;
using MultiDial.Errors;
using MultiDial.Mwan3;
using MultiDial.Texts;

namespace MultiDial.Commands;

/// <summary>Moves rules of mwan3 to another place: the first that fits wins.</summary>
/// <remarks>Several rules keep their order at the new place.</remarks>
/// <example>
/// <para>A rule for one host must come before the rule for all.</para>
/// <code>Move-Mwan3Rule ss_route -Before default_route</code>
/// </example>
/// <example>
/// <para>All rules for one policy to the end.</para>
/// <code>Get-Mwan3Rule | Where-Object Policy -eq balance | Move-Mwan3Rule -Last</code>
/// </example>
[Cmdlet(VerbsCommon.Move, "Mwan3Rule", SupportsShouldProcess = true)]
[OutputType(typeof(Mwan3Rule))]
public sealed class MoveMwan3RuleCommand : NameCommand
{
    private Mwan3Placement? _placement;

    /// <summary>The names of the rules.</summary>
    [Parameter(Position = 0)]
    [NameTransformation]
    [ArgumentCompleter(typeof(Mwan3RuleCompleter))]
    public string[]? Name { get; set; }

    /// <summary>The rule before which they go.</summary>
    [Parameter]
    [NameTransformation]
    [ArgumentCompleter(typeof(Mwan3RuleCompleter))]
    public string? Before { get; set; }

    /// <summary>The rule after which they go.</summary>
    [Parameter]
    [NameTransformation]
    [ArgumentCompleter(typeof(Mwan3RuleCompleter))]
    public string? After { get; set; }

    /// <summary>Puts them before all others.</summary>
    [Parameter]
    public SwitchParameter First { get; set; }

    /// <summary>Puts them behind all others.</summary>
    [Parameter]
    public SwitchParameter Last { get; set; }

    private protected override string[]? Wanted => Name;

    private protected override Change Change(string name)
    {
        _placement ??= new Mwan3Placement(Before, After, First, Last);
        return _placement.IsGiven
            ? _placement.Change(name, (draft, place) => Mwan3Rules.Move(draft, name, place!))
            : throw Error.Missing(Text.ParametersOfPlace, Text.CureMoveMwan3Rule.With(name));
    }
}
