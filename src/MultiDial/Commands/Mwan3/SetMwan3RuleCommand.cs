using System.Management.Automation;
using MultiDial.Mwan3;
using MultiDial.Uci;

namespace MultiDial.Commands;

/// <summary>Changes rules of mwan3. What is not given stays; $null removes an option. Move-Mwan3Rule changes the order.</summary>
/// <example>
/// <para>Sends what default_route takes over all interfaces.</para>
/// <code>Set-Mwan3Rule default_route -Policy balance</code>
/// </example>
/// <example>
/// <para>The rule is for all ports again.</para>
/// <code>Set-Mwan3Rule https -DestinationPort $null -WhatIf</code>
/// </example>
[Cmdlet(VerbsCommon.Set, "Mwan3Rule", SupportsShouldProcess = true)]
[OutputType(typeof(Mwan3Rule))]
public sealed class SetMwan3RuleCommand : Mwan3RuleCommand
{
    /// <summary>The names of the rules.</summary>
    [Parameter(Position = 0)]
    [NameTransformation]
    [ArgumentCompleter(typeof(Mwan3RuleCompleter))]
    public string[]? Name { get; set; }

    private protected override IEnumerable<Change> Changes(object? item)
    {
        UciPatch<Mwan3Rule> patch = Parameters.Given<Mwan3Rule>(this);
        return PipelineName.All(item, Name, this)
            .Select(name => new Change(draft => Mwan3Rules.Set(draft, name, patch), state => Mwan3Rules.Read(state, name)));
    }
}
