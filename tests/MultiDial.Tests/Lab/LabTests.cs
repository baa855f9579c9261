using System.Diagnostics;
using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using System.Text;
using Renci.SshNet;
using MultiDial.Testing;

namespace MultiDial.Tests;

public sealed class LabTests(LabFixture fixture) : IClassFixture<LabFixture>
{
    private static readonly PhysicalAddress s_wanMac = PhysicalAddress.Parse("52:54:00:aa:00:02");
    private static readonly TimeSpan s_deadline = TimeSpan.FromSeconds(10);

    private readonly Testing.Lab _lab = fixture.Lab;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private IPAddress WanAddress => AddressOf(s_wanMac);

    [Fact]
    public void Password_and_key_log_in_and_the_host_key_is_the_published_one()
    {
        using PrivateKeyFile key = new(_lab.KeyFile);
        AuthenticationMethod[] methods =
            [new PasswordAuthenticationMethod("root", _lab.Password), new PrivateKeyAuthenticationMethod("root", key)];
        foreach (AuthenticationMethod method in methods)
        {
            string? fingerprint = null;
            using SshClient client = new(new ConnectionInfo(_lab.SshHost, _lab.SshPort, "root", method));
            client.HostKeyReceived += (_, e) => fingerprint = "SHA256:" + e.FingerPrintSHA256;
            client.Connect();
            using SshCommand command = client.RunCommand("id -u; echo $PATH");
            Assert.Equal("0\n/usr/sbin:/usr/bin:/sbin:/bin\n", command.Result);
            Assert.Contains(fingerprint, _lab.HostKeyFingerprints);
        }
    }

    [Theory]
    [InlineData("1.1.1.1")]
    [InlineData("8.8.8.8")]
    [InlineData("223.5.5.5")]
    [InlineData("119.29.29.29")]
    [InlineData("3.4.5.6")]
    [InlineData("203.0.113.200")]
    [InlineData("100.64.0.1")]
    public async Task The_internet_answers_ping_dns_and_http(string address)
    {
        Assert.Equal($"{WanAddress}\n", await _lab.Lan.HttpGetAsync($"http://{address}/", Cancelled));
        (await _lab.Router.RunAsync($"ping -c 1 -W 2 {address}", Cancelled)).Require();
        Assert.Contains("93.184.215.14", (await _lab.Router.RunAsync($"nslookup openwrt.org {address}", Cancelled)).Require(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_mac_has_a_lease_of_its_own_and_keeps_it()
    {
        IPAddress first = await LeaseAsync("line1", "52:54:00:aa:01:01");
        IPAddress second = await LeaseAsync("line2", "52:54:00:aa:01:02");
        Assert.Equal(3, new[] { WanAddress, first, second }.Distinct().Count());

        (await _lab.Router.RunAsync("ip link delete line1", Cancelled)).Require();
        Assert.Equal(first, await LeaseAsync("line3", "52:54:00:aa:01:01"));
    }

    [Fact]
    public async Task Each_client_has_its_own_rate_and_rates_add_up()
    {
        IPAddress second = await LeaseAsync("fast", "52:54:00:aa:02:01");
        await _lab.Isp.SetRateAsync(second, 40_000_000, Cancelled);
        (await _lab.Router.RunAsync(
            $"ip addr add {second}/24 dev fast && ip rule add from {second} table 99 && ip route add default via 100.64.0.1 dev fast table 99",
            Cancelled)).Require();

        double[] rates = await Task.WhenAll(MeasureRateAsync(WanAddress), MeasureRateAsync(second));

        Assert.InRange(rates[0], 14e6, 20.5e6);
        Assert.InRange(rates[1], 28e6, 41e6);
    }

    [Fact]
    public async Task Bytes_are_counted_by_client()
    {
        long before = (await _lab.Isp.BytesByClientAsync(Cancelled))[WanAddress];
        Download download = await _lab.Lan.DownloadAsync("http://203.0.113.1/bytes/100000", 2, TimeSpan.FromSeconds(1), Cancelled);
        long counted = (await _lab.Isp.BytesByClientAsync(Cancelled))[WanAddress] - before;
        Assert.Equal(2, download.BytesByConnection.Count(bytes => bytes > 0));
        Assert.InRange(counted, download.Bytes, download.Bytes * 1.2);
    }

    [Fact]
    public async Task A_blocked_client_hears_nothing_until_it_is_unblocked()
    {
        IPAddress client = WanAddress;
        await _lab.Isp.BlockClientAsync(client, Cancelled);
        CommandResult ping = await _lab.Router.RunAsync("ping -c 1 -W 1 203.0.113.1", Cancelled);
        await _lab.Isp.UnblockClientAsync(client, Cancelled);
        Assert.Equal(1, ping.ExitCode);
        await _lab.Router.WaitUntilReadyAsync(TimeSpan.FromSeconds(60), Cancelled);
        Assert.Equal($"{client}\n", await _lab.Lan.HttpGetAsync("http://203.0.113.1/", Cancelled));
    }

    [Fact]
    public async Task A_reboot_starts_init_again_with_the_same_root_and_a_new_tmp()
    {
        int boots = _lab.Router.Boots;
        (await _lab.Router.RunAsync("touch /etc/kept /tmp/lost", Cancelled)).Require();
        await _lab.Router.RunAsync("reboot", Cancelled);
        await Poll.UntilAsync(() => _lab.Router.Boots > boots, TimeSpan.FromSeconds(30), "the router boots again");
        await _lab.Router.WaitUntilReadyAsync(TimeSpan.FromSeconds(60), Cancelled);
        Assert.Equal("/etc/kept\n", (await _lab.Router.RunAsync("ls -d /etc/kept /tmp/lost 2>/dev/null", Cancelled)).Output);

        await _lab.Router.RebootAsync(Cancelled);
        await _lab.Router.WaitUntilReadyAsync(TimeSpan.FromSeconds(60), Cancelled);
        Assert.Equal(boots + 2, _lab.Router.Boots);

        await fixture.ResetAsync();
        Assert.False(File.Exists(_lab.Router.PathOf("/etc/kept")));
    }

    private IPAddress AddressOf(PhysicalAddress mac) => _lab.Isp.Leases.Single(lease => lease.Mac.Equals(mac)).Address;

    /// <summary>Makes a line by hand and asks for its lease, without using the address.</summary>
    private async Task<IPAddress> LeaseAsync(string device, string mac)
    {
        (await _lab.Router.RunAsync(
            $"ip link add link eth0.2 name {device} address {mac} type macvlan && ip link set {device} up && udhcpc -i {device} -n -q -f -s /bin/true",
            Cancelled)).Require();
        return AddressOf(PhysicalAddress.Parse(mac));
    }

    private async Task<double> MeasureRateAsync(IPAddress from)
    {
        using Socket socket = _lab.Router.Machine.OpenSocket(SocketType.Stream);
        socket.Bind(new IPEndPoint(from, 0));
        await socket.ConnectAsync(IPEndPoint.Parse("203.0.113.1:80"), Cancelled);
        await socket.SendAsync(Encoding.ASCII.GetBytes("GET /bytes/1000000000 HTTP/1.1\r\n\r\n"), Cancelled);
        byte[] buffer = new byte[65536];
        long received = 0;
        long start = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(start) < TimeSpan.FromSeconds(3))
        {
            received += await socket.ReceiveAsync(buffer, Cancelled).AsTask().WaitAsync(s_deadline, Cancelled);
        }

        return received * 8 / Stopwatch.GetElapsedTime(start).TotalSeconds;
    }
}
