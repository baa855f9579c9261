using System.Management.Automation;
using MultiDial.Mwan3;
using MultiDial.Uci;

namespace MultiDial.Commands;

/// <summary>Changes members of mwan3. What is not given stays; $null removes an option.</summary>
/// <example>
/// <para>Gives every member of wan2 the weight 3, without touching a connection.</para>
/// <code>Get-Mwan3Member wan2_* | Set-Mwan3Member -Weight 3</code>
/// </example>
/// <example>
/// <para>Looks first at what would be changed.</para>
/// <code>Set-Mwan3Member wan_m1_w2 -Weight 1 -WhatIf</code>
/// </example>
[Cmdlet(VerbsCommon.Set, "Mwan3Member", SupportsShouldProcess = true)]
[OutputType(typeof(Mwan3Member))]
public sealed class SetMwan3MemberCommand : NameCommand
{
    /// <summary>The names of the members.</summary>
    [Parameter(Position = 0)]
    [NameTransformation]
    [ArgumentCompleter(typeof(Mwan3MemberCompleter))]
    public string[]? Name { get; set; }

    /// <summary>The mwan3 interface (<c>interface</c>).</summary>
    [Parameter]
    [NameTransformation]
    [ArgumentCompleter(typeof(Mwan3InterfaceCompleter))]
    public string? Interface { get; set; }

    /// <summary>The rank, 1 to 256 (<c>metric</c>).</summary>
    [Parameter]
    public int? Metric { get; set; }

    /// <summary>The share among members of the same metric, 1 to 1000 (<c>weight</c>).</summary>
    [Parameter]
    public int? Weight { get; set; }

    private protected override string[]? Wanted => Name;

    private protected override Change Change(string name)
    {
        UciPatch<Mwan3Member> patch = Parameters.Given<Mwan3Member>(this);
        return new Change(draft => Mwan3Members.Set(draft, name, patch), state => Mwan3Members.Read(state, name));
    }
}
