namespace MultiDial.Testing;

/// <summary>The router in the virtual machine: namespaces of its own, /sbin/init as PID 1, started again whenever that ends.</summary>
public sealed class VirtualRouter
{
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(100);

    private readonly VirtualMachine _machine;

    internal VirtualRouter(VirtualMachine machine) => _machine = machine;

    /// <summary>Runs a command line in the router's shell, beside SSH: as someone with a serial cable would.</summary>
    public Task<CommandResult> RunAsync(string command, CancellationToken cancellationToken = default) =>
        _machine.RunAsync(VirtualPlace.Router, command, cancellationToken: cancellationToken);

    /// <summary>How often the router was started.</summary>
    public async Task<int> BootsAsync(CancellationToken cancellationToken = default) =>
        (await _machine.RunAsync(VirtualPlace.Lan, "cat /run/lab/boots", cancellationToken: cancellationToken).ConfigureAwait(false)).Output.Length;

    /// <summary>What init and its children wrote to the console.</summary>
    public async Task<string> ConsoleAsync(CancellationToken cancellationToken = default) =>
        (await _machine.RunAsync(
            VirtualPlace.Lan, "cat /run/lab/power.log /tmp/console.log", cancellationToken: cancellationToken).ConfigureAwait(false)).Output;

    /// <summary>Cuts the power and switches it on again; returns when the router's SSH server answers.</summary>
    public async Task RebootAsync(CancellationToken cancellationToken = default)
    {
        await PowerAsync("off", cancellationToken).ConfigureAwait(false);
        await StartAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Gives the router the files that it came with, and starts it; returns when its SSH server answers.</summary>
    internal async Task ResetAsync(CancellationToken cancellationToken)
    {
        await PowerAsync("reset", cancellationToken).ConfigureAwait(false);
        await StartAsync(cancellationToken).ConfigureAwait(false);
    }

    private async Task StartAsync(CancellationToken cancellationToken)
    {
        TimeSpan deadline = TimeSpan.FromSeconds(120);
        await PowerAsync("on", cancellationToken).ConfigureAwait(false);
        using CancellationTokenSource end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        end.CancelAfter(deadline);
        try
        {
            while (!await _machine.HasRouterAsync(end.Token).ConfigureAwait(false))
            {
                await Task.Delay(s_pause, end.Token).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new LabException(
                $"The router was not ready after {deadline.TotalSeconds} s. Its console:\n{await ConsoleAsync(cancellationToken).ConfigureAwait(false)}");
        }
    }

    private async Task PowerAsync(string action, CancellationToken cancellationToken) =>
        (await _machine.RunAsync(VirtualPlace.Lan, "/tmp/guest/router " + action, cancellationToken: cancellationToken).ConfigureAwait(false)).Require();
}
