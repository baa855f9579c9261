namespace MultiDial.Testing;

/// <summary>An Ethernet cable (a veth pair) between a bridge of one machine and the router.</summary>
/// <param name="Switch">The machine with the bridge.</param>
/// <param name="Bridge">The bridge's name.</param>
/// <param name="Port">The name of the cable's end in the bridge.</param>
/// <param name="Device">The name of the cable's end in the router.</param>
/// <param name="Mac">The MAC address of that end.</param>
internal sealed record Wire(Machine Switch, string Bridge, string Port, string Device, string Mac)
{
    /// <summary>Plugs the cable into a router that has just got a new network namespace.</summary>
    internal async Task PlugAsync(Machine router, CancellationToken cancellationToken)
    {
        // The kernel takes its time to drop the end that was left behind by the router's last run.
        await Switch.RunAsync($"ip link delete {Port}", cancellationToken: cancellationToken).ConfigureAwait(false);
        CommandResult result = await Switch.RunAsync("ip -batch -", $"""
            link add {Port} type veth peer name {Device} address {Mac} netns /proc/{router.ProcessId}/ns/net
            link set {Port} master {Bridge} up

            """, cancellationToken).ConfigureAwait(false);
        result.Require();
    }
}
