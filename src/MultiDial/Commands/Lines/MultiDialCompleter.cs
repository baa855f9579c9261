using MultiDial.Lines;
using MultiDial.Network;
using MultiDial.Router;

namespace MultiDial.Commands;

/// <summary>Completes the lines that New-MultiDial has made.</summary>
public sealed class MultiDialCompleter : NetworkInterfaceCompleter
{
    private protected override IEnumerable<string> Names(RouterState state) => LinesRecord.Find(state.Network)?.Lines ?? [];
}
