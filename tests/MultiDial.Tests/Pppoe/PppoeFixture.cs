using System.Globalization;
using System.Management.Automation;
using MultiDial.Testing;

namespace MultiDial.Tests.Pppoe;

/// <summary>
/// A router in a virtual machine, whose provider lets in who dials by PPPoE, and a session to it. It has four lines on one
/// account. The processor is emulated, so these tests take half an hour: they run with MULTIDIAL_TEST_PPPOE=1.
/// </summary>
public sealed class PppoeFixture : IAsyncLifetime
{
    internal const string Collection = "One router with PPPoE";
    internal const int Count = 4;

    private static readonly TimeSpan s_deadline = TimeSpan.FromSeconds(90);

    private PppoeLab? _lab;

    internal PppoeLab Lab => _lab!;

    private static bool IsWanted => Environment.GetEnvironmentVariable("MULTIDIAL_TEST_PPPOE") == "1";

    internal Engine Engine { get; } = new();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        if (!IsWanted)
        {
            return;
        }

        _lab = await PppoeLab.StartAsync(cancellationToken: Cancelled);
        Connect();
        Run("Install-OpenWrtPackage kmod-macvlan, mwan3");
        await TruthAsync("/etc/init.d/mwan3 stop; /etc/init.d/mwan3 disable");
    }

    public async ValueTask DisposeAsync()
    {
        Engine.Run("Remove-OpenWrtSession pppoe");
        Engine.Dispose();
        if (_lab is not null)
        {
            await _lab.DisposeAsync();
        }
    }

    /// <summary>Opens the session; anew after the router was switched off.</summary>
    internal void Connect()
    {
        Run("Get-OpenWrtSession pppoe -ErrorAction Ignore | Remove-OpenWrtSession");

        // An emulated processor takes minutes for what a small router does in seconds.
        Run($"New-OpenWrtSession {Lab.SshHost} -Port {Lab.SshPort} -KeyFilePath '{Lab.KeyFile}' -HostKeyFingerprint {Lab.HostKeyFingerprints[0]} -Name pppoe -RollbackTimeout 5m -OperationTimeout 2m");
    }

    /// <summary>Runs a script that must not fail.</summary>
    internal PSObject[] Run(string script)
    {
        Engine.Clear();
        PSObject[] output = [.. Engine.Run(script)];
        Assert.True(Engine.Errors.Count == 0, string.Join("; ", Engine.Errors.Select(error => $"{error.FullyQualifiedErrorId}: {error}")));
        return output;
    }

    internal async Task<string> TruthAsync(string command) => (await Lab.Router.RunAsync(command, Cancelled)).Output;

    internal MultiDialLine[] Lines() => [.. Run("Get-MultiDial").Select(line => Assert.IsType<MultiDialLine>(line.BaseObject))];

    internal WanInterface[] Interfaces() =>
        [.. Run("Get-MultiDial | ForEach-Object { Get-WanInterface $_.Name }").Select(line => Assert.IsType<WanInterface>(line.BaseObject))];

    /// <summary>Makes the lines, if they are not there, and lets all of them dial anew under a policy of the provider.</summary>
    internal async Task DialAsync(IspPolicy? policy = null)
    {
        Assert.SkipUnless(IsWanted, "A virtual machine takes its time: MULTIDIAL_TEST_PPPOE=1 runs the tests with PPPoE.");
        if (Run("Get-MultiDial").Length == 0)
        {
            await Lab.Isp.SetPolicyAsync(policy ?? new IspPolicy(), Cancelled);
            Run($"1..{Count} | ForEach-Object {{ [pscustomobject]@{{ UserName = 'user@isp'; Password = 'secret' }} }} | New-MultiDial -Protocol Pppoe -Timeout 0");
            return;
        }

        string names = await StopAsync(policy ?? new IspPolicy());
        await TruthAsync($"for line in {names}; do ifup $line; done");
    }

    /// <summary>Stops all lines, and gives the provider another policy.</summary>
    /// <returns>The names of the lines.</returns>
    internal async Task<string> StopAsync(IspPolicy policy)
    {
        string names = string.Join(' ', Lines().Select(line => line.Name));
        await TruthAsync($"for line in {names}; do ifdown $line; done");
        await UntilSessionsAsync(0);
        await Lab.Isp.SetPolicyAsync(policy, Cancelled);
        await Lab.Isp.ClearAsync(Cancelled);
        return names;
    }

    /// <summary>Starts mwan3, which is stopped otherwise: its scripts take an emulated processor longer than dialling does.</summary>
    internal Task BalanceAsync() => TruthAsync("/etc/init.d/mwan3 enable; /etc/init.d/mwan3 start");

    /// <summary>Waits for the provider and netifd to agree. They are asked, not the module: its questions keep an emulated processor from dialling.</summary>
    internal async Task UntilUpAsync(int lines)
    {
        await UntilSessionsAsync(lines);
        await Poll.UntilAsync(
            async () => (await TruthAsync("ubus call network.interface dump | grep -c '\"l3_device\": \"pppoe-'")).Trim() == $"{lines}", s_deadline, $"{lines} lines up");
    }

    private Task UntilSessionsAsync(int count) => Poll.UntilAsync(
        async () => (await Lab.Isp.SessionsAsync(Cancelled)).Count == count, s_deadline, $"{count} sessions at the provider");

    /// <summary>Writes when the cards dialled, and how far apart.</summary>
    internal async Task WriteSpreadsAsync()
    {
        IReadOnlyList<PppoeDial> dials = await Lab.Isp.DialsAsync(Cancelled);
        foreach (PppoeDial dial in dials.Take(3 * Count))
        {
            Write($"{dial.Mac} PADI {dial.DiscoveredAt - dials[0].DiscoveredAt:0.000} PAP {dial.RequestedAt - dials[0].DiscoveredAt:0.000} decided {dial.DecidedAt - dials[0].DiscoveredAt:0.000} {dial.Verdict} {dial.Address} {dial.Reason}");
        }

        PppoeDial[] first = [.. dials.DistinctBy(dial => dial.Mac)];
        Write($"spread of the first {first.Length}: PADI {first.Max(dial => dial.DiscoveredAt) - first.Min(dial => dial.DiscoveredAt):0.000} s, PAP {first.Max(dial => dial.RequestedAt) - first.Min(dial => dial.RequestedAt):0.000} s");
    }

    internal static void Write(FormattableString text) => TestContext.Current.TestOutputHelper?.WriteLine(text.ToString(CultureInfo.InvariantCulture));
}
