using System.Management.Automation;
using Renci.SshNet;

namespace MultiDial.Tests;

/// <summary>
/// The router that all router tests share: a lab, or with MULTIDIAL_TEST_ROUTER=ssh://root@host:port and
/// MULTIDIAL_TEST_KEY a router of the user's. That one is only changed with MULTIDIAL_TEST_DESTRUCTIVE=1, and gets its
/// old configuration back at the end.
/// </summary>
public sealed class RouterFixture : IAsyncLifetime
{
    internal const string Collection = "One router";
    internal const string SecondCollection = "Another router";

    // The tests of both collections run side by side; a router of the user's is one, and takes turns.
    private static readonly SemaphoreSlim s_turn = new(1);
    private static int s_count;
    private static bool s_ownIsPrepared;
    private static int s_ownUsers;

    private static readonly TimeSpan s_ready = TimeSpan.FromSeconds(60);

    private readonly string _sessionName = $"shared{Interlocked.Increment(ref s_count)}";
    private readonly Uri? _own = Environment.GetEnvironmentVariable("MULTIDIAL_TEST_ROUTER") is { Length: > 0 } address ? new Uri(address) : null;
    private readonly bool _mayChange = Environment.GetEnvironmentVariable("MULTIDIAL_TEST_DESTRUCTIVE") == "1";
    private Testing.Lab? _lab;
    private OpenWrtSession? _session;
    private SshClient? _console;
    private bool _isPrepared;

    internal Engine Engine { get; } = new();

    /// <summary>The lab. A test that needs the provider or the LAN is skipped on a router of the user's.</summary>
    internal Testing.Lab Lab
    {
        get
        {
            Assert.SkipWhen(_own is not null, "The test needs the lab's provider and its LAN.");
            return _lab!;
        }
    }

    /// <summary>Whether the router may be changed: a lab, or one that the user gave for it.</summary>
    internal bool MayChange => _own is null || _mayChange;

    /// <summary>The open session, which is the runspace's default.</summary>
    internal OpenWrtSession Session => _session is { State: OpenWrtSessionState.Opened } ? _session : Open();

    /// <summary>The device of the WAN port.</summary>
    internal string WanDevice => field ??= ((OpenWrtSystem)Engine.Run("Get-OpenWrtSystem")[0].BaseObject).WanDevice!;

    private string KeyFile => _lab?.KeyFile ?? Environment.GetEnvironmentVariable("MULTIDIAL_TEST_KEY") ?? "";

    public async ValueTask InitializeAsync()
    {
        Interlocked.Increment(ref s_ownUsers);
        _lab = _own is null ? await Testing.Lab.StartAsync(cancellationToken: TestContext.Current.CancellationToken) : null;
        _ = Session;
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Decrement(ref s_ownUsers) == 0 && s_ownIsPrepared)
        {
            await TruthAsync(RouterScripts.Restore("original"));
        }

        Close();
        Engine.Dispose();
        _console?.Dispose();
        if (_lab is not null)
        {
            await _lab.DisposeAsync();
        }
    }

    /// <summary>Another session to the same router.</summary>
    internal string OpenCommand(string name) => _lab is { } lab
        ? lab.Login(name)
        : $"New-OpenWrtSession {_own!.Host} -Port {(_own.IsDefaultPort || _own.Port < 0 ? 22 : _own.Port)} -UserName {_own.UserInfo} -KeyFilePath '{KeyFile}' -HostKeyPolicy AcceptNew -Name {name}";

    /// <summary>
    /// Two lines by DHCP (wan, and wan2 on the macvlan veth0) that mwan3 balances, and something spare of each kind. What
    /// tests before have changed is taken back.
    /// </summary>
    internal async Task PrepareAsync()
    {
        Assert.SkipUnless(MayChange, "The test changes the router: MULTIDIAL_TEST_DESTRUCTIVE=1 allows that.");
        _ = Session;
        if (!_isPrepared)
        {
            Engine.Run("Install-OpenWrtPackage kmod-macvlan, mwan3");
            Assert.Empty(Engine.Errors);
            await TruthAsync(s_ownIsPrepared ? "" : RouterScripts.Prepare(WanDevice));
            s_ownIsPrepared = _own is not null;
            _isPrepared = true;
        }

        await TruthAsync(RouterScripts.Restore("prepared"));
        await Poll.UntilAsync(IsReadyAsync, s_ready, "both lines carry traffic");
        Engine.Clear();
    }

    internal Task EnterAsync() => _own is null ? Task.CompletedTask : s_turn.WaitAsync(TestContext.Current.CancellationToken);

    internal void Leave()
    {
        if (_own is not null)
        {
            s_turn.Release();
        }
    }

    /// <summary>What the router itself says to a command, beside the module and its session.</summary>
    internal async Task<string> TruthAsync(string command)
    {
        if (_lab is { } lab)
        {
            return (await lab.Router.RunAsync(command, TestContext.Current.CancellationToken)).Output;
        }

        _console ??= Connect();
        using SshCommand run = _console.CreateCommand(command);
        await run.ExecuteAsync(TestContext.Current.CancellationToken);
        return run.Result;
    }

    internal async Task<bool> IsUpAsync(string line) =>
        (await TruthAsync($"ubus call network.interface.{line} status")).Contains("\"up\": true", StringComparison.Ordinal);

    /// <summary>Whether both lines carry traffic. mwan3 calls a line online a moment before its route monitor has filled the line's table.</summary>
    internal async Task<bool> IsReadyAsync() =>
        await IsUpAsync("wan") && await IsUpAsync("wan2")
        && (await TruthAsync("mwan3 policies")).Contains("wan2 (50%)", StringComparison.Ordinal)
        && (await TruthAsync("for table in 1 2; do ip route show table $table; done | grep -c ^default")).Trim() == "2";

    private OpenWrtSession Open()
    {
        Close();
        System.Collections.ObjectModel.Collection<PSObject> opened = Engine.Run(OpenCommand(_sessionName));
        Assert.True(opened.Count == 1, string.Join("; ", Engine.Errors));
        return _session = (OpenWrtSession)opened[0].BaseObject;
    }

    private void Close()
    {
        if (_session is not null)
        {
            SessionRegistry.Remove(_session);
        }
    }

    private SshClient Connect()
    {
        var console = new SshClient(Session.HostName, Session.Port, Session.UserName, new PrivateKeyFile(KeyFile));
        console.HostKeyReceived += (_, key) => key.CanTrust = "SHA256:" + key.FingerPrintSHA256 == Session.HostKeyFingerprint;
        console.Connect();
        return console;
    }
}
