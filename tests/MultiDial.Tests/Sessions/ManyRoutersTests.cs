using System.Text;
using MultiDial.Remote;

using static MultiDial.Tests.Mwan3.Mwan3Texts;

namespace MultiDial.Tests;

/// <summary>What comes of one router while another one is still at work.</summary>
public sealed class ManyRoutersTests : IDisposable
{
    private static readonly TimeSpan s_giveUp = TimeSpan.FromSeconds(30);

    private readonly TaskCompletionSource _gate = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Engine _engine = new();

    public void Dispose() => _engine.Dispose();

    [Theory]
    [InlineData("Get-Mwan3Rule default_route", "read_state")]
    [InlineData("Set-Mwan3Rule default_route -Policy balance", "flash_commit")]
    public void What_one_gives_comes_as_soon_as_it_is_there(string command, string work)
    {
        OpenWrtSession slow = Router("slow", _gate.Task, work: work), quick = Router("quick", Task.CompletedTask);
        object[] names = [.. _engine.Run(
            command + " -Session $routers | ForEach-Object { $gate.TrySetResult() | Out-Null; $_.Session.Name }", ("routers", new[] { slow, quick }), ("gate", _gate)).Select(name => name.BaseObject)];
        Assert.Empty(_engine.Errors);
        Assert.Equal(["quick", "slow"], names);
    }

    [Fact]
    public void An_error_that_ends_the_script_comes_when_all_others_are_done()
    {
        OpenWrtSession broken = Router("broken", Task.FromException(MultiDial.Errors.Error.SessionLost("broken", "Get-Mwan3Rule"))), good = Router("good", Task.CompletedTask);
        object[] said = [.. _engine.Run(
            "try { Get-Mwan3Rule default_route -Session $routers -ThrottleLimit 1 -ErrorAction Stop | ForEach-Object { $_.Session.Name } } catch { $_.FullyQualifiedErrorId }", ("routers", new[] { broken, good }))
            .Select(name => name.BaseObject)];
        Assert.Equal(["good", "SessionBroken,MultiDial.Commands.GetMwan3RuleCommand"], said);
    }

    [Fact]
    public void What_is_wrong_with_one_answer_ends_no_other_router()
    {
        OpenWrtSession lacks = Router("lacks", Task.CompletedTask, TwoLines.Replace("rule 'default_route'", "rule 'other'", StringComparison.Ordinal)), slow = Router("slow", Task.CompletedTask);
        object[] said = [.. _engine.Run(
            "try { Get-Mwan3Rule default_route -Session $routers -ThrottleLimit 1 -ErrorAction Stop | ForEach-Object { $_.Session.Name } } catch { $_.FullyQualifiedErrorId }", ("routers", new[] { lacks, slow }))
            .Select(name => name.BaseObject)];
        Assert.Equal(["slow", "NotFound,MultiDial.Commands.GetMwan3RuleCommand"], said);
    }

    private static OpenWrtSession Router(string name, Task gate, string? mwan3 = null, string work = "") => new(
        new Gated(new FakeRouter(Parts(mwan3 ?? TwoLines)), gate, work), new ConnectionRequest { HostName = name }, 1, name, _ => Task.FromResult<IRouterTransport>(new Gated(new FakeRouter(Parts(mwan3 ?? TwoLines)), gate, work)));

    /// <summary>A router that does not do such work before a gate is open.</summary>
    private sealed class Gated(FakeRouter router, Task gate, string work) : IRouterTransport
    {
        public string HostKeyFingerprint => router.HostKeyFingerprint;

        public async Task<RemoteResult> ExecuteAsync(string command, ReadOnlyMemory<byte> input, Action<ReadOnlyMemory<byte>>? heard, CancellationToken cancellation)
        {
            if (Encoding.UTF8.GetString(input.Span).Contains(work, StringComparison.Ordinal))
            {
                await gate.WaitAsync(s_giveUp, cancellation);
            }

            return await router.ExecuteAsync(command, input, heard, cancellation);
        }

        public void Dispose()
        {
        }
    }
}
