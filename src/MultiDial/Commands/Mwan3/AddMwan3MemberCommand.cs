using System.Management.Automation;
using MultiDial.Errors;
using MultiDial.Mwan3;
using MultiDial.Texts;
using MultiDial.Uci;

namespace MultiDial.Commands;

/// <summary>Adds a member to mwan3: an interface with a metric and a weight.</summary>
/// <remarks>
/// A piped interface (WanInterface or Mwan3Interface) is the member's interface, and so is a piped text; with -Interface the text
/// is the member's name. A row gives Name, Interface, Metric and Weight.
/// </remarks>
/// <example>
/// <para>A member of the interface wan that carries twice the share of a member with weight 1.</para>
/// <code>Add-Mwan3Member wan_m1_w2 -Interface wan -Metric 1 -Weight 2</code>
/// </example>
/// <example>
/// <para>One for each interface; they name themselves wan_m1_w1, wan2_m1_w1.</para>
/// <code>Get-Mwan3Interface | Add-Mwan3Member -Metric 1 -Weight 1</code>
/// </example>
[Cmdlet(VerbsCommon.Add, "Mwan3Member", SupportsShouldProcess = true)]
[OutputType(typeof(Mwan3Member))]
public sealed class AddMwan3MemberCommand : ChangeCommand
{
    /// <summary>The name, at most 15 characters; without it <c>&lt;interface&gt;_m&lt;metric&gt;_w&lt;weight&gt;</c>.</summary>
    [Parameter(Position = 0)]
    public string? Name { get; set; }

    /// <summary>The mwan3 interface (<c>interface</c>).</summary>
    [Parameter]
    [NameTransformation]
    [ArgumentCompleter(typeof(Mwan3InterfaceCompleter))]
    public string? Interface { get; set; }

    /// <summary>The rank, 1 to 256 (<c>metric</c>): only members of the lowest metric that is online carry traffic.</summary>
    [Parameter]
    public int? Metric { get; set; }

    /// <summary>The share among members of the same metric, 1 to 1000 (<c>weight</c>).</summary>
    [Parameter]
    public int? Weight { get; set; }

    private protected override bool TakesRows => true;

    private protected override IEnumerable<Change> Changes(object? item)
    {
        string? given = Row.Or(Interface), text = item as string;
        string? networkInterface = item is RouterObject thing ? PipelineKind.Name(thing, nameof(Mwan3Interface)) : given ?? text;
        string? name = (given is null ? null : text) ?? Row.Or(Name);
        if (networkInterface is null)
        {
            throw Error.Missing("-Interface", name is null ? Text.CureAddNamelessMwan3Member : Text.CureAddMwan3Member.With(name));
        }

        UciPatch<Mwan3Member> patch = Parameters.NotNull<Mwan3Member>(this, Row).Set(value => value.Interface, networkInterface);
        name ??= Mwan3Members.DefaultName(networkInterface, Row.Or(Metric), Row.Or(Weight));
        yield return new Change(draft => Mwan3Members.Add(draft, name, patch), state => Mwan3Members.Read(state, name));
    }
}
