using System.Globalization;

namespace MultiDial.Testing;

/// <summary>The computer behind the router: 192.168.1.100, gateway 192.168.1.1.</summary>
public sealed class VirtualLan
{
    private readonly VirtualMachine _machine;

    internal VirtualLan(VirtualMachine machine) => _machine = machine;

    /// <summary>Runs a command line in the computer.</summary>
    public Task<CommandResult> RunAsync(string command, CancellationToken cancellationToken = default) =>
        _machine.RunAsync(VirtualPlace.Lan, command, cancellationToken: cancellationToken);

    /// <summary>
    /// Opens connections to a web server of the internet, all at once, and gives what each got: the address that the internet
    /// sees, the provider's page, or "-" for nothing.
    /// </summary>
    public async Task<IReadOnlyList<string>> FetchAsync(
        int connections, string address = "203.0.113.5", TimeSpan? timeout = null, CancellationToken cancellationToken = default)
    {
        string seconds = Math.Ceiling((timeout ?? TimeSpan.FromSeconds(10)).TotalSeconds).ToString(CultureInfo.InvariantCulture);
        return (await RunAsync(FormattableString.Invariant($"/tmp/guest/get {address} {connections} {seconds}"), cancellationToken).ConfigureAwait(false))
            .Require().Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
