using System.Globalization;
using System.Management.Automation;
using System.Net;
using MultiDial.Testing;

namespace MultiDial.Tests.Whole;

/// <summary>A lab of its own with slow lines, so that many of them fit on a small machine, and a session to its router.</summary>
public sealed class MultiDialFixture : IAsyncLifetime
{
    /// <summary>Of each line, in bit/s.</summary>
    internal const long Rate = 2_000_000;

    private const string Page = "http://203.0.113.5/";

    private static int s_last;

    // Sessions are known to the whole process, and classes run side by side.
    private readonly string _name = string.Create(CultureInfo.InvariantCulture, $"many{Interlocked.Increment(ref s_last)}");

    private Testing.Lab? _lab;

    internal Testing.Lab Lab => _lab!;

    internal Engine Engine { get; } = new();

    public async ValueTask InitializeAsync()
    {
        _lab = await Testing.Lab.StartAsync(new Testing.LabOptions { Rate = Rate }, TestContext.Current.CancellationToken);
        Run(Lab.Login(_name));
        Run("Install-OpenWrtPackage kmod-macvlan, mwan3");
        await TruthAsync("cp /etc/config/mwan3 /tmp/shipped");
    }

    public async ValueTask DisposeAsync()
    {
        Engine.Run("Remove-OpenWrtSession " + _name);
        Engine.Dispose();
        if (_lab is not null)
        {
            await _lab.DisposeAsync();
        }
    }

    /// <summary>Opens a session anew, after the router may have cut the old one.</summary>
    /// <param name="more">More parameters of New-OpenWrtSession.</param>
    internal void Connect(string more = "")
    {
        Run($"Get-OpenWrtSession {_name} -ErrorAction Ignore | Remove-OpenWrtSession");
        Run(Lab.Login(_name, more));
    }

    /// <summary>Ends the session: nobody is connected to the router.</summary>
    internal void Leave() => Run("Remove-OpenWrtSession " + _name);

    /// <summary>Runs a script that must not fail.</summary>
    internal PSObject[] Run(string script)
    {
        Engine.Clear();
        PSObject[] output = [.. Engine.Run(script)];
        Assert.True(Engine.Errors.Count == 0, string.Join("; ", Engine.Errors.Select(error => $"{error.FullyQualifiedErrorId}: {error}")));
        return output;
    }

    internal MultiDialLine[] Lines(string script) => [.. Run(script).Select(line => Assert.IsType<MultiDialLine>(line.BaseObject))];

    internal async Task<string> TruthAsync(string command) => (await Lab.Router.RunAsync(command, TestContext.Current.CancellationToken)).Output;

    /// <summary>The bytes of the files that the module writes.</summary>
    internal Task<string> FilesAsync() => TruthAsync("cat /etc/config/network /etc/config/firewall /etc/config/mwan3");

    /// <summary>What differs after anything was written, reloaded or restarted: a file that is written has another inode, and a service that is reloaded other processes.</summary>
    internal async Task<string> TracesAsync()
    {
        string processes = await TruthAsync("pgrep -f 'udhcp[c]'"), service = await TruthAsync("ubus call service list '{\"name\":\"mwan3\"}' | grep pid");
        Assert.NotEmpty(processes);
        Assert.NotEmpty(service);
        return await FilesAsync() + await TruthAsync("ls -i /etc/config") + processes + service;
    }

    /// <summary>Gives mwan3 the configuration that its package has installed. Up to 2.8 its trackers would keep the output open.</summary>
    internal Task ShipAsync() => TruthAsync("cp /tmp/shipped /etc/config/mwan3; /etc/init.d/mwan3 restart >/dev/null 2>&1");

    /// <summary>Waits until every line has its route, and mwan3 its part in the policy.</summary>
    internal Task OnlineAsync(int lines, string policy = "balance") => Poll.UntilAsync(
        async () => Run("Get-MultiDial | Where-Object Status -eq Online").Length == lines && await CarriesAsync(lines, policy), TimeSpan.FromSeconds(90), $"{lines} lines online");

    /// <summary>Whether so many lines have a route and a part in the policy. mwan3 calls a line online a moment before its route monitor has filled the line's table.</summary>
    internal async Task<bool> CarriesAsync(int lines, string policy) =>
        await CountLinesAsync("for table in $(ip rule | sed -n 's/.*fwmark.*lookup \\([0-9]*\\).*/\\1/p'); do ip route show table $table; done | grep -c ^default") == lines
        && await CountLinesAsync($"iptables -t mangle -S mwan3_policy_{policy} | grep -c -- '-j MARK'") == lines;

    /// <summary>Opens connections from the LAN and counts them by the address that the internet sees.</summary>
    internal async Task<Dictionary<string, int>> CountAsync(int connections)
    {
        var count = new Dictionary<string, int>();
        foreach (int[] chunk in Enumerable.Range(0, connections).Chunk(16))
        {
            foreach (string address in await Task.WhenAll(chunk.Select(_ => Lab.Lan.HttpGetAsync(Page, TestContext.Current.CancellationToken))))
            {
                string key = IPAddress.Parse(address.Trim()).ToString();
                count[key] = count.GetValueOrDefault(key) + 1;
            }
        }

        return count;
    }

    private async Task<int> CountLinesAsync(string command) => int.Parse(await TruthAsync(command), CultureInfo.InvariantCulture);
}
