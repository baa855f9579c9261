using System.Net;
using System.Net.NetworkInformation;

namespace MultiDial.Testing;

/// <summary>
/// The provider: an access server that lends each MAC an address and shapes each address to its own rate,
/// and behind it the internet with the test addresses, which answer ping, DNS and HTTP.
/// </summary>
public sealed class Isp : IDisposable
{
    /// <summary>The provider's gateway, DNS and DHCP server.</summary>
    public static readonly IPAddress Gateway = IPAddress.Parse("100.64.0.1");

    /// <summary>The bridge into which the router's WAN cable goes.</summary>
    internal const string Uplink = "uplink";

    /// <summary>The address that every name has.</summary>
    internal const string WebServer = "93.184.215.14";

    private const string Core = "core";
    private const string LeaseFile = "/tmp/leases";
    private const string NameServer = "/tmp/dnsmasq.pid";

    private static readonly string[] s_testAddresses =
    [
        "1.1.1.1", "8.8.8.8", "223.5.5.5", "119.29.29.29", "3.4.5.6", "203.0.113.0/24",

        // What mwan3 tracks when nobody has told it otherwise.
        "1.0.0.1", "208.67.222.222", "208.67.220.220",

        // Of all names. OpenWrt's resolver keeps addresses for examples from hosts (rebind_protection).
        WebServer,
    ];

    private readonly Machine _access;
    private readonly Machine _internet;
    private readonly Shaping _shaping;
    private readonly long _rate;
    private readonly HashSet<IPAddress> _blocked = [];
    private readonly List<HttpServer> _servers = [];
    private bool _isPortLimited;

    private Isp(Machine access, Machine internet, long rate)
    {
        _access = access;
        _internet = internet;
        _rate = rate;
        _shaping = new Shaping(access, Uplink, Core, "100.64.0.", 100..250);
    }

    /// <summary>The access server, 100.64.0.1 towards the router.</summary>
    public Machine Machine => _access;

    /// <summary>The addresses that are lent out at present.</summary>
    public IReadOnlyList<Lease> Leases => !File.Exists(_access.PathOf(LeaseFile)) ? [] :
    [
        .. File.ReadLines(_access.PathOf(LeaseFile))
            .Select(line => line.Split(' '))
            .Where(fields => fields.Length >= 4)
            .Select(fields => new Lease(PhysicalAddress.Parse(fields[1]), IPAddress.Parse(fields[2]))),
    ];

    /// <summary>Runs a command line in the access server.</summary>
    public Task<CommandResult> RunAsync(string command, CancellationToken cancellationToken = default) =>
        _access.RunAsync(command, cancellationToken: cancellationToken);

    /// <summary>Sets the rate of one client address in bit/s, each way.</summary>
    public Task SetRateAsync(IPAddress client, long rate, CancellationToken cancellationToken = default) =>
        _shaping.SetRateAsync(client, rate, cancellationToken);

    /// <summary>Limits what all clients receive together, in bit/s, as a provider does who sells a port; null for no limit.</summary>
    public async Task SetPortRateAsync(long? rate, CancellationToken cancellationToken = default)
    {
        _isPortLimited = rate is not null;
        (await _internet.RunAsync(
            rate is null ? $"tc qdisc del dev {Core} root" : $"tc qdisc replace dev {Core} root tbf rate {rate}bit burst 4kb latency 100ms",
            cancellationToken: cancellationToken).ConfigureAwait(false)).Require();
    }

    /// <summary>The bytes (frames with their headers) that each client address has received so far.</summary>
    public Task<IReadOnlyDictionary<IPAddress, long>> BytesByClientAsync(CancellationToken cancellationToken = default) =>
        _shaping.BytesByClientAsync(cancellationToken);

    /// <summary>Forgets all leases, and lends out addresses of another range from now on.</summary>
    public async Task LendAsync(string first, string last, CancellationToken cancellationToken = default)
    {
        // Nobody reaps the process, so that its number says nothing; its port does.
        (await _access.RunAsync(
            $"kill $(cat {NameServer}) && while ss -uln | grep -q :67; do sleep 0.05; done; rm -f {LeaseFile}", cancellationToken: cancellationToken).ConfigureAwait(false)).Require();
        await LendAsync(_access, first, last, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Drops all that one client address sends and receives; its lease stays.</summary>
    public async Task BlockClientAsync(IPAddress client, CancellationToken cancellationToken = default)
    {
        if (_blocked.Add(client))
        {
            await FilterAsync("-A", client, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Ends <see cref="BlockClientAsync"/>.</summary>
    public async Task UnblockClientAsync(IPAddress client, CancellationToken cancellationToken = default)
    {
        if (_blocked.Remove(client))
        {
            await FilterAsync("-D", client, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Stops the servers. The machines belong to the lab.</summary>
    public void Dispose() => _servers.ForEach(server => server.Dispose());

    internal static async Task<Isp> StartAsync(Machine chassis, long rate, CancellationToken cancellationToken)
    {
        Machine[] machines = await Task.WhenAll(
            Machine.StartAsync(chassis, ["--net"], cancellationToken: cancellationToken),
            Machine.StartAsync(chassis, ["--net"], cancellationToken: cancellationToken)).ConfigureAwait(false);
        Isp isp = new(machines[0], machines[1], rate);
        await isp.ConnectAsync(cancellationToken).ConfigureAwait(false);
        await Task.WhenAll(
            isp._shaping.StartAsync(rate, cancellationToken),
            LendAsync(isp._access, "100.64.0.100", "100.64.0.250", cancellationToken),
            ServeNamesAsync(isp._internet, "--pid-file=", cancellationToken)).ConfigureAwait(false);
        isp._servers.AddRange(machines.Select(machine => new HttpServer(machine)));
        return isp;
    }

    /// <summary>Undoes what tests did to the provider: blocked clients and rates, of clients and of the port.</summary>
    internal async Task ResetAsync(CancellationToken cancellationToken)
    {
        foreach (IPAddress client in _blocked.ToArray())
        {
            await UnblockClientAsync(client, cancellationToken).ConfigureAwait(false);
        }

        if (_isPortLimited)
        {
            await SetPortRateAsync(null, cancellationToken).ConfigureAwait(false);
        }

        foreach (Lease lease in Leases)
        {
            await SetRateAsync(lease.Address, _rate, cancellationToken).ConfigureAwait(false);
        }
    }

    private static Task LendAsync(Machine access, string first, string last, CancellationToken cancellationToken) => ServeNamesAsync(
        access,
        $"--pid-file={NameServer} --interface={Uplink} --dhcp-range={first},{last},255.255.255.0,3600 "
            + $"--dhcp-option=option:router,{Gateway} --dhcp-option=option:dns-server,{Gateway} --dhcp-authoritative "
            + $"--dhcp-ignore-clid --no-ping --dhcp-leasefile={LeaseFile}",
        cancellationToken);

    private static async Task ServeNamesAsync(Machine machine, string others, CancellationToken cancellationToken) =>
        (await machine.RunAsync(
            "dnsmasq --conf-file=/dev/null --user=root --log-facility=/tmp/dnsmasq.log "
            + $"--no-resolv --no-hosts --address=/#/{WebServer} --local=/#/ {others}", cancellationToken: cancellationToken).ConfigureAwait(false)).Require();

    private async Task ConnectAsync(CancellationToken cancellationToken)
    {
        string routes = string.Concat(s_testAddresses.Select(address => $"route add {address} via 198.51.100.2\n"));
        (await _access.RunAsync("echo 1 >/proc/sys/net/ipv4/ip_forward && ip -batch -", $"""
            link set lo up
            link add {Uplink} address 52:54:00:64:00:01 type bridge
            addr add {Gateway}/24 dev {Uplink}
            link set {Uplink} up
            link add {Core} type veth peer name {Core} netns /proc/{_internet.ProcessId}/ns/net
            addr add 198.51.100.1/30 dev {Core}
            link set {Core} up
            {routes}
            """, cancellationToken).ConfigureAwait(false)).Require();

        routes = string.Concat(s_testAddresses.Select(address => $"route add local {address} dev lo\n"));
        (await _internet.RunAsync("ip -batch -", $"""
            link set lo up
            addr add 198.51.100.2/30 dev {Core}
            link set {Core} up
            route add default via 198.51.100.1
            {routes}
            """, cancellationToken).ConfigureAwait(false)).Require();
    }

    private async Task FilterAsync(string verb, IPAddress client, CancellationToken cancellationToken) =>
        (await _access.RunAsync(
            $"iptables -w -t mangle {verb} PREROUTING -s {client} -j DROP && iptables -w -t mangle {verb} POSTROUTING -d {client} -j DROP",
            cancellationToken: cancellationToken).ConfigureAwait(false)).Require();
}
