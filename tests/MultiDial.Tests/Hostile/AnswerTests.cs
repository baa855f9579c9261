using System.Management.Automation;
using MultiDial.Errors;
using MultiDial.Remote;
using MultiDial.Router;

namespace MultiDial.Tests.Hostile;

/// <summary>One router whose answer makes no sense does not take another's results away.</summary>
public sealed class AnswerTests : IDisposable
{
    private readonly FakeRouter _good = new(States.Modern(), "good");
    private readonly FakeRouter _bad = new(States.Modern(), "bad");
    private readonly Engine _engine = new();

    public void Dispose() => _engine.Dispose();

    [Theory]
    [InlineData("interfaces", """{"interface":[{"interface":"wan","up":true,"l3_device":"\ud800","uptime":1e300,"dns-server":["\udfff",7,null,{}]}]}""", "Get-WanInterface")]
    [InlineData("interfaces", """{"interface":[{"interface":"wan","up":true},{"interface":"wan","up":false},{"interface":"wan"}]}""", "Get-WanInterface")]
    [InlineData("interfaces", """{"interface":[{"interface":"wan","up":true,"uptime":-1e308,"metric":1e308,"route":[{"mask":1e99}]}]}""", "Get-WanInterface")]
    [InlineData("links", "wan|||aa|0x1|1|1\nwan|||bb|0x1|99999999999999999999|-1\n", "Get-WanInterface")]
    [InlineData("macvlans", "1: lo@b: x\n    macvlan mode 7\n1: lo@b: x\n    macvlan mode vepa\n", "Get-MacvlanDevice")]
    [InlineData("release", "DISTRIB_RELEASE='1'\nDISTRIB_RELEASE='2'\n=\n==\n", "Get-OpenWrtSystem")]
    [InlineData("board", """{"hostname":"\ud800\ud800","board_name":7,"release":[]}""", "Get-OpenWrtSystem")]
    [InlineData("switch", "7", "Get-OpenWrtSystem")]
    [InlineData("firewall", "fw3, fw4", "Get-OpenWrtSystem")]
    [InlineData("packages", "99999999999999999999", "Get-OpenWrtPackage")]
    public void What_makes_no_sense_is_passed_over(string part, string text, string command)
    {
        _bad.Parts[part] = text;
        Assert.NotEmpty(Run(command));
        Assert.Empty(_engine.Errors);
    }

    [Fact]
    public void A_member_that_is_no_word_of_ours_is_none()
    {
        Assert.Null(RouterWord.Find<SwitchModel>("7"));
        Assert.Null(RouterWord.Find<SwitchModel>("Dsa, Swconfig"));
        Assert.Null(RouterWord.Find<SwitchModel>(" "));
        Assert.Null(RouterWord.Find<SwitchModel>(null));
        Assert.Equal(SwitchModel.Dsa, RouterWord.Find<SwitchModel>("dsa\n"));
    }

    [Theory]
    [InlineData(@"\ud83d\ude42", "🙂")]
    [InlineData(@"\ud83d", "\ufffd")]
    [InlineData(@"\ude42\ud83d", "\ufffd\ufffd")]
    [InlineData(@"\\ud83d", @"\ud83d")]
    [InlineData(@"\\\ud83d", "\\\ufffd")]
    public void Half_a_pair_is_no_text(string escaped, string text) => Assert.Equal(text, RouterJson.Parse($$"""{"a":"{{escaped}}"}""").Text("a"));

    [Theory]
    [InlineData(typeof(InvalidOperationException), ErrorId.UnexpectedAnswer)]
    [InlineData(typeof(OutOfMemoryException), ErrorId.UnexpectedAnswer)]
    [InlineData(typeof(KeyNotFoundException), ErrorId.UnexpectedAnswer)]
    [InlineData(typeof(OperationCanceledException), ErrorId.RemoteCommandFailed)]
    [InlineData(typeof(TaskCanceledException), ErrorId.RemoteCommandFailed)]
    public void Whatever_goes_wrong_is_an_error_of_that_router(Type exception, ErrorId id)
    {
        using OpenWrtSession broken = new(new ThrowingTransport((Exception)Activator.CreateInstance(exception)!), new ConnectionRequest { HostName = "h" }, 99, "bad", _ => throw new NotSupportedException());
        var lines = _engine.Run("Get-WanInterface wan -Session $sessions", ("sessions", new[] { broken, _good.Session }));
        Assert.Equal("good", ((WanInterface)Assert.Single(lines).BaseObject).Session.Name);
        ErrorRecord error = Assert.Single(_engine.Errors);
        Assert.StartsWith(id.ToString(), error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal("bad", error.TargetObject);
    }

    // Somebody on the router ends the script with TERM, and it says so.
    [Fact]
    public void A_script_that_was_stopped_is_an_error_of_that_router()
    {
        _bad.Parts["failed"] = "stopped\n";
        Run("New-MacvlanDevice veth0 -Parent eth0.2 -Temporary");
        ErrorRecord error = Assert.Single(_engine.Errors);
        Assert.StartsWith(nameof(ErrorId.RemoteCommandFailed), error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal("bad", error.TargetObject);
        Assert.NotEmpty(_good.Scripts);
    }

    [Fact]
    public void What_is_packed_in_a_record_is_unpacked_up_to_a_size()
    {
        using var packed = new MemoryStream();
        using (var zip = new System.IO.Compression.GZipStream(packed, System.IO.Compression.CompressionLevel.SmallestSize))
        {
            zip.Write(new byte[100_000_000]);
        }

        _bad.Parts["config/network"] += $"\nconfig multidial 'multidial'\n\tlist line 'wan'\n\toption policy 'balance'\n\toption replaced '{Convert.ToBase64String(packed.ToArray())}'\n";

        // Tests that run beside it allocate too: the smallest of some counts.
        Assert.InRange(Enumerable.Range(0, 4).Min(_ => Allocated(() => Run("Remove-MultiDial -WhatIf"))), 0, 60_000_000);
    }

    private static long Allocated(Action action)
    {
        long before = GC.GetTotalAllocatedBytes();
        action();
        return GC.GetTotalAllocatedBytes() - before;
    }

    private System.Collections.ObjectModel.Collection<PSObject> Run(string command) =>
        _engine.Run($"{command} -Session $sessions", ("sessions", new[] { _bad.Session, _good.Session }));

    private sealed class ThrowingTransport(Exception exception) : IRouterTransport
    {
        public string HostKeyFingerprint => "SHA256:fake";

        public Task<RemoteResult> ExecuteAsync(string command, ReadOnlyMemory<byte> input, Action<ReadOnlyMemory<byte>>? heard, CancellationToken cancellation) => Task.FromException<RemoteResult>(exception);

        public void Dispose()
        {
        }
    }
}
