using System.Management.Automation;
using MultiDial.OpenWrt;
using MultiDial.Router;

namespace MultiDial.Commands;

/// <summary>Shows what a router is, and whether it has what MultiDial needs.</summary>
/// <example>
/// <para>The device of the WAN port, on which macvlans can be created.</para>
/// <code>(Get-OpenWrtSystem).WanDevice</code>
/// </example>
/// <example>
/// <para>The routers that lack mwan3.</para>
/// <code>Get-OpenWrtSession | Get-OpenWrtSystem | Where-Object { -not $_.Mwan3Version }</code>
/// </example>
[Cmdlet(VerbsCommon.Get, "OpenWrtSystem")]
[OutputType(typeof(OpenWrtSystem))]
public sealed class GetOpenWrtSystemCommand : RouterCommand
{
    private readonly List<OpenWrtSession> _sessions = [];

    private protected override void Collect(OpenWrtSession session, object? item) => _sessions.Add(session);

    /// <inheritdoc/>
    protected override void EndProcessing() => OnEach(
        [.. _sessions.Distinct()],
        (session, token) => RouterReader.ReadAsync(session, SystemReader.Parts, token),
        (session, state) =>
        {
            if (Try(session, () => SystemReader.Read(state)) is { } system)
            {
                WriteObject(system);
            }
        });
}
