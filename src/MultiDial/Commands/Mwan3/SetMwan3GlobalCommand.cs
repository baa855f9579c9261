using System.Management.Automation;
using MultiDial.Mwan3;
using MultiDial.Uci;

namespace MultiDial.Commands;

/// <summary>Changes mwan3's settings for all interfaces. What is not given stays; $null removes an option.</summary>
/// <example>
/// <para>Makes room for 252 interfaces.</para>
/// <code>Set-Mwan3Global -MarkMask 0xFF00</code>
/// </example>
/// <example>
/// <para>Lets rules write to the log; Set-Mwan3Rule has the same switch for each rule.</para>
/// <code>Set-Mwan3Global -Logging $true -LogLevel Info</code>
/// </example>
[Cmdlet(VerbsCommon.Set, "Mwan3Global", SupportsShouldProcess = true)]
[OutputType(typeof(Mwan3Global))]
public sealed class SetMwan3GlobalCommand : ChangeCommand
{
    /// <summary>
    /// The bits of the packet mark that mwan3 uses, in hexadecimal (<c>mmx_mask</c>, 0x3F00): n bits, at least 3, make
    /// room for 2^n - 4 interfaces. No other program on the router may use them.
    /// </summary>
    [Parameter]
    public string? MarkMask { get; set; }

    /// <summary>Whether rules may write to the log (<c>logging</c>).</summary>
    [Parameter]
    public bool? Logging { get; set; }

    /// <summary>The level of what they write (<c>loglevel</c>, Notice).</summary>
    [Parameter]
    public Mwan3LogLevel? LogLevel { get; set; }

    /// <summary>The numbers of further routing tables whose networks are reached directly (<c>rt_table_lookup</c>).</summary>
    [Parameter]
    public string[]? RoutingTable { get; set; }

    private protected override IEnumerable<Change> Changes(object? item)
    {
        UciPatch<Mwan3Global> patch = Parameters.Given<Mwan3Global>(this);
        yield return new Change(draft => Mwan3Globals.Set(draft, patch), Mwan3Globals.Read);
    }
}
