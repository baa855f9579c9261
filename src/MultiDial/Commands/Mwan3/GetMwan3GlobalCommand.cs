using System.Management.Automation;
using MultiDial.Mwan3;
using MultiDial.Router;
using MultiDial.Texts;

namespace MultiDial.Commands;

/// <summary>Shows mwan3's settings for all interfaces; what is not set shows mwan3's default.</summary>
/// <example>
/// <para>The mark mask.</para>
/// <code>(Get-Mwan3Global).MarkMask</code>
/// </example>
/// <example>
/// <para>Of one of several routers.</para>
/// <code>Get-Mwan3Global -Session router1</code>
/// </example>
[Cmdlet(VerbsCommon.Get, "Mwan3Global")]
[OutputType(typeof(Mwan3Global))]
public sealed class GetMwan3GlobalCommand : GetCommand<Mwan3Global>
{
    private protected override string[]? Wanted => null;

    private protected override string Kind => Text.KindMwan3Globals;

    private protected override IEnumerable<Mwan3Global> Read(RouterState state) => [Mwan3Globals.Read(state)];
}
