using System.Management.Automation;
using MultiDial.Errors;
using MultiDial.Mwan3;
using MultiDial.Texts;
using MultiDial.Uci;

namespace MultiDial.Commands;

/// <summary>Adds interfaces to mwan3: it tracks each, and can then spread traffic over them.</summary>
/// <remarks>
/// The name is that of the network interface. A piped text is a name, a piped WanInterface the interface; a row gives Name
/// and any other parameter.
/// </remarks>
/// <example>
/// <para>Two interfaces that count as online while one of two addresses answers.</para>
/// <code>'wan', 'wan2' | Add-Mwan3Interface -TrackIp 1.1.1.1, 8.8.8.8</code>
/// </example>
/// <example>
/// <para>Finds a broken interface after 15 seconds.</para>
/// <code>Get-WanInterface wan2 | Add-Mwan3Interface -TrackIp 1.1.1.1 -Interval 5s -Timeout 2s -Down 3 -Up 3</code>
/// </example>
[Cmdlet(VerbsCommon.Add, "Mwan3Interface", SupportsShouldProcess = true)]
[OutputType(typeof(Mwan3Interface))]
public sealed class AddMwan3InterfaceCommand : Mwan3InterfaceCommand
{
    /// <summary>The names of network interfaces, each at most 13 characters.</summary>
    [Parameter(Position = 0)]
    [NameTransformation]
    [ArgumentCompleter(typeof(Mwan3NewInterfaceCompleter))]
    public string[]? Name { get; set; }

    private protected override bool TakesRows => true;

    private protected override IEnumerable<Change> Changes(object? item)
    {
        string[] names = item is null or PSObject ? Row.Or(Name) ?? [] : [PipelineName.Of(item)];
        if (names.Length == 0)
        {
            throw Error.Missing("-Name", Text.CureAddMwan3Interface);
        }

        UciPatch<Mwan3Interface> patch = Parameters.NotNull<Mwan3Interface>(this, Row);
        if (!patch.Has(value => value.Enabled))
        {
            patch = patch.Set(value => value.Enabled, true);
        }

        return names.Select(name => new Change(draft => Mwan3Interfaces.Add(draft, name, patch), state => Mwan3Interfaces.Read(state, name)));
    }
}
