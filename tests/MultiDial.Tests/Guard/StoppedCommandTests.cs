using System.Management.Automation;
using MultiDial.Commands;
using MultiDial.Remote;

namespace MultiDial.Tests.Guard;

public class StoppedCommandTests
{
    [Fact]
    public async Task What_is_undone_is_told_though_the_work_ended_before_anybody_looked()
    {
        using var engine = new Engine();
        engine.Run("Import-Module $assembly", ("assembly", typeof(StoppedCommandTests).Assembly.Location));
        using PowerShell shell = engine.Shell("Test-Stopped");
        IAsyncResult running = shell.BeginInvoke();
        await TestStoppedCommand.IsBusy.Task.WaitAsync(TestContext.Current.CancellationToken);
        shell.Stop();
        Assert.Throws<PipelineStoppedException>(() => shell.EndInvoke(running));
        Assert.Contains("the router 'router' is undoing what was done of its change", engine.Host.Text.ToString(), StringComparison.Ordinal);
    }
}

/// <summary>A cmdlet whose pipeline is busy with a message while its work is stopped and ends.</summary>
[Cmdlet(VerbsDiagnostic.Test, "Stopped")]
public sealed class TestStoppedCommand : CancellableCommand
{
    internal static TaskCompletionSource IsBusy { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    protected override void ProcessRecord()
    {
        Task<int>? work = null;
        using var isKnown = new ManualResetEventSlim();
        _ = Await(token =>
        {
            work = WorkAsync(token);
            isKnown.Set();
            return work;
        });

        async Task<int> WorkAsync(CancellationToken token)
        {
            Post(_ =>
            {
                IsBusy.SetResult();
                isKnown.Wait(CancellationToken.None);
                Task.WaitAny([work!], CancellationToken.None);
            });
            try
            {
                await Task.Delay(Timeout.Infinite, token);
                return 0;
            }
            catch (OperationCanceledException)
            {
                RemoteTrace.Current!.Undone("router");
                throw;
            }
        }
    }
}
