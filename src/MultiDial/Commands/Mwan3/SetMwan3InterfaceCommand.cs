using System.Management.Automation;
using MultiDial.Mwan3;
using MultiDial.Uci;

namespace MultiDial.Commands;

/// <summary>Changes how mwan3 tracks interfaces. What is not given stays; $null removes an option.</summary>
/// <example>
/// <para>Takes an interface out of use for a while.</para>
/// <code>Set-Mwan3Interface wan2 -Enabled $false</code>
/// </example>
/// <example>
/// <para>All interfaces ask two addresses every 5 seconds.</para>
/// <code>Get-Mwan3Interface | Set-Mwan3Interface -TrackIp 1.1.1.1, 8.8.8.8 -Interval 5s</code>
/// </example>
[Cmdlet(VerbsCommon.Set, "Mwan3Interface", SupportsShouldProcess = true)]
[OutputType(typeof(Mwan3Interface))]
public sealed class SetMwan3InterfaceCommand : Mwan3InterfaceCommand
{
    /// <summary>The names of the interfaces.</summary>
    [Parameter(Position = 0)]
    [NameTransformation]
    [ArgumentCompleter(typeof(Mwan3InterfaceCompleter))]
    public string[]? Name { get; set; }

    private protected override IEnumerable<Change> Changes(object? item)
    {
        UciPatch<Mwan3Interface> patch = Parameters.Given<Mwan3Interface>(this);
        return PipelineName.All(item, Name, this)
            .Select(name => new Change(draft => Mwan3Interfaces.Set(draft, name, patch), state => Mwan3Interfaces.Read(state, name)));
    }
}
