using System.Management.Automation;
using MultiDial.Router;

namespace MultiDial.Commands;

/// <summary>Shows the changes that an open transaction has collected; none of them is on the router yet.</summary>
/// <example>
/// <para>What would be changed so far.</para>
/// <code>Get-OpenWrtTransaction</code>
/// </example>
/// <example>
/// <para>Only the changes of mwan3.</para>
/// <code>Get-OpenWrtTransaction | Where-Object Package -eq mwan3</code>
/// </example>
[Cmdlet(VerbsCommon.Get, "OpenWrtTransaction")]
[OutputType(typeof(UciChange))]
public sealed class GetOpenWrtTransactionCommand : RouterCommand
{
    private protected override void Collect(OpenWrtSession session, object? item) =>
        WriteObject(RouterTransaction.Find(session).Changes.Select(change => new UciChange(change, session)), enumerateCollection: true);
}
