using System.Management.Automation;
using MultiDial.Lines;
using MultiDial.Mwan3;
using MultiDial.Network;
using MultiDial.Router;

namespace MultiDial.Commands;

/// <summary>Shows the lines that New-MultiDial has made, each with its device, its share and what mwan3 says of it.</summary>
/// <example>
/// <para>All lines.</para>
/// <code>Get-MultiDial</code>
/// </example>
/// <example>
/// <para>Those that carry no traffic, and why.</para>
/// <code>Get-MultiDial | Where-Object Status -ne Online | Select-Object Name, Status, Problem</code>
/// </example>
[Cmdlet(VerbsCommon.Get, "MultiDial")]
[OutputType(typeof(MultiDialLine))]
public sealed class GetMultiDialCommand : GetCommand<MultiDialLine>
{
    /// <summary>The names of lines, with wildcards.</summary>
    [Parameter(Position = 0)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(MultiDialCompleter))]
    public string[]? Name { get; set; }

    private protected override string[]? Wanted => Name;

    private protected override string Kind => LineSet.Label;

    private protected override IReadOnlyCollection<StatePart> Parts => [InterfaceStatus.Part, Link.Part, Mwan3Service.Part, Mwan3Kernel.Part];

    private protected override IEnumerable<MultiDialLine> Read(RouterState state) => LineReading.Read(state);

    private protected override string? Warning(RouterState state) => LinesLoss.Warning(state);
}
