using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using MultiDial.Tests.Whole;

namespace MultiDial.Tests.Mwan3;

/// <summary>What is said of a packet is what the kernel does with it: packets of all sorts are sent, and the marks of their connections looked at.</summary>
public sealed partial class Mwan3RouteLabTests(MultiDialFixture router) : IClassFixture<MultiDialFixture>
{
    private const int Packets = 500;
    private const int FirstPort = 20000;
    private const int LeftAlone = 0x3F00;
    private const int BitsBelowTheMark = 8;

    private const string Members = """
        config member 'p_wan'
        	option interface 'wan'
        config member 'p_wan2'
        	option interface 'wan2'
        config member 'p_wan3'
        	option interface 'wan3'
        config policy 'three'
        	list use_member 'p_wan'
        	list use_member 'p_wan2'
        	list use_member 'p_wan3'
        config policy 'light'
        	list use_member 'p_wan'
        	list use_member 'p_wan2'
        config policy 'second'
        	list use_member 'p_wan2'
        config policy 'third'
        	list use_member 'p_wan3'
        config policy 'dead'
        	option last_resort 'unreachable'
        config policy 'dead_default'
        	option last_resort 'default'

        """;

    private static readonly string[] s_rules =
    [
        Mwan3Texts.Rule("direct", "dest_ip 203.0.113.0/29", "default"),
        Mwan3Texts.Rule("films", "ipset films", "second"),
        Mwan3Texts.Rule("a_rule_that_is_too_long", "dest_ip 0.0.0.0/0", "third"),
        Mwan3Texts.Rule("lost", "dest_ip 203.0.113.0/24", "gone"),
        Mwan3Texts.Rule("https", "proto tcp; dest_port 443,8443; sticky 1; family ipv4", "three"),
        Mwan3Texts.Rule("names", "proto udp; dest_port 53", "third"),
        Mwan3Texts.Rule("dropped", "dest_ip 203.0.113.200/29", "blackhole"),
        Mwan3Texts.Rule("refused", "proto udp; dest_port 9000:9999", "dead"),
        Mwan3Texts.Rule("office", "src_ip 192.168.1.101", "light"),
        Mwan3Texts.Rule("lan_games", "src_iface lan; proto udp; src_port 20000:20200", "second"),
        Mwan3Texts.Rule("spare", "dest_ip 203.0.113.128/25", "dead_default"),
        Mwan3Texts.Rule("sixth", "family ipv6", "third"),
        Mwan3Texts.Rule("rest", "proto 6", "three"),
    ];

    private static readonly int[] s_ports = [53, 80, 443, 8443, 9000, 9500, 9999, 10000];
    private static readonly string[] s_addresses = ["8.8.8.8", "1.1.1.1", "3.4.5.6", "100.64.0.77", "192.168.1.1", "198.51.100.5", "198.51.100.200"];

    [Fact]
    public async Task Random_packets_take_the_lines_that_are_said()
    {
        await BalanceAsync();
        int seed = Random.Shared.Next();
        Packet[] packets = Draw(new Random(seed));
        string rows = string.Join('\n', packets.Select(packet => string.Create(CultureInfo.InvariantCulture, $"{packet.To.Address},{packet.To.Port},{packet.From.Address},{packet.From.Port},{packet.Protocol}")));
        Mwan3Route[] routes = [.. router.Run($"'DestinationAddress,DestinationPort,SourceAddress,SourcePort,Protocol\n{rows}' | ConvertFrom-Csv | Resolve-Mwan3Route").Select(route => (Mwan3Route)route.BaseObject)];
        Assert.Equal(Packets, routes.Length);

        Dictionary<int, int> marks = await MarksAsync(packets);
        string[] wrong = [.. packets.Zip(routes).Where(pair => !Agrees(pair.Second, marks.TryGetValue(pair.First.From.Port, out int mark) ? mark : null))
            .Select(pair => $"{pair.First} by {(marks.TryGetValue(pair.First.From.Port, out int mark) ? mark.ToString("x", CultureInfo.InvariantCulture) : "nothing")}: {pair.Second.Rule} {string.Join(' ', pair.Second.Share.Select(share => share.ToString()))} {pair.Second.Why}")];
        Assert.True(wrong.Length == 0, $"Seed {seed}, {wrong.Length} wrong:\n{string.Join('\n', wrong.Take(10))}");

        string[] ways = [.. routes.Select(route => route.Rule ?? route.Why.Split('.')[0]).Distinct()];
        TestContext.Current.TestOutputHelper?.WriteLine(string.Join('\n', routes.GroupBy(route => route.Rule ?? route.Why.Split('.')[0], (way, all) => $"{all.Count()} {way}")));
        Assert.Empty(((string[])["direct", "films", "https", "names", "dropped", "refused", "office", "lan_games", "spare", "rest", "No rule matches, so the router's own routes decide"]).Except(ways));
        Assert.Equal(2, routes.Where(route => route.Why.Contains("mwan3 leaves it alone", StringComparison.Ordinal)).Select(route => route.Why).Distinct().Count());
    }

    // Three lines, and rules of all sorts; the sets are such as other programs make. Answers are dropped: a reset would end a connection
    // before anybody looks, and whatever comes in by a line gives its mark to a connection that has none.
    private async Task BalanceAsync()
    {
        await router.ShipAsync();
        router.Lines("New-MultiDial -Line 3 -Protocol Dhcp");
        await router.OnlineAsync(3);
        await router.TruthAsync("ipset create films hash:net; ipset add films 203.0.113.64/27; ipset create vpn hash:ip; ipset add vpn 198.51.100.5");
        await router.TruthAsync("while uci -q delete mwan3.@rule[0]; do :; done; uci commit mwan3");
        await File.AppendAllTextAsync(router.Lab.Router.PathOf("/etc/config/mwan3"), "\n" + Members + string.Concat(s_rules), TestContext.Current.CancellationToken);
        await router.TruthAsync("/etc/init.d/mwan3 restart >/dev/null 2>&1");
        await Poll.UntilAsync(() => router.CarriesAsync(3, "three"), TimeSpan.FromSeconds(90), "three lines in the policy");
        await router.TruthAsync("ipset add mwan3_dynamic_ipv4 vpn; for chain in PREROUTING OUTPUT; do iptables -t raw -A $chain -p tcp --tcp-flags RST RST -j DROP; iptables -t raw -A $chain -p icmp --icmp-type destination-unreachable -j DROP; done");
        await router.Lab.Lan.RunAsync("ip addr add 192.168.1.101/24 dev eth0", TestContext.Current.CancellationToken);
    }

    // Each has a source port of its own, by which its connection is found.
    private static Packet[] Draw(Random random) => [.. Enumerable.Range(0, Packets).Select(number => new Packet(
        random.Next(2) == 0 ? ProtocolType.Tcp : ProtocolType.Udp,
        new(IPAddress.Parse(random.Next(4) == 0 ? "192.168.1.101" : "192.168.1.100"), FirstPort + number),
        new(random.Next(3) == 0 ? IPAddress.Parse(s_addresses[random.Next(s_addresses.Length)]) : new IPAddress([203, 0, 113, (byte)random.Next(256)]),
            random.Next(3) == 0 ? random.Next(1, 65536) : s_ports[random.Next(s_ports.Length)])))];

    // What the router drops or refuses leaves no connection.
    private async Task<Dictionary<int, int>> MarksAsync(Packet[] packets)
    {
        Socket[] sockets = [.. packets.Select(Send)];
        try
        {
            string said = await router.TruthAsync("conntrack -L 2>/dev/null");
            return Connection().Matches(said).Select(match => (Port: Number(match.Groups[1]), Mark: Number(match.Groups[2])))
                .Where(one => one.Port is >= FirstPort and < FirstPort + Packets).ToDictionary(one => one.Port, one => one.Mark);
        }
        finally
        {
            Array.ForEach(sockets, socket => socket.Dispose());
        }
    }

    private Socket Send(Packet packet)
    {
        Socket socket = router.Lab.Lan.Machine.OpenSocket(packet.Protocol == ProtocolType.Tcp ? SocketType.Stream : SocketType.Dgram);
        socket.Bind(packet.From);
        if (packet.Protocol == ProtocolType.Udp)
        {
            socket.SendTo([1], packet.To);
            return socket;
        }

        socket.Blocking = false;
        try
        {
            socket.Connect(packet.To);
        }
        catch (SocketException)
        {
            // It has begun, and whether anybody answers does not matter.
        }

        return socket;
    }

    private static bool Agrees(Mwan3Route route, int? mark) => route switch
    {
        { Share.Length: > 0 } => route.Share.Any(share => share.Percent > 0 && Line(share.Interface) << BitsBelowTheMark == mark),
        { LastResort: Mwan3LastResort.Unreachable or Mwan3LastResort.Blackhole } => mark is null,
        { LastResort: Mwan3LastResort.Default } => mark == LeftAlone,
        _ => mark == (route.Why.Contains("mwan3 leaves it alone", StringComparison.Ordinal) ? LeftAlone : 0),
    };

    private static int Line(string name) => name == "wan" ? 1 : int.Parse(name["wan".Length..], CultureInfo.InvariantCulture);

    private static int Number(Group group) => int.Parse(group.ValueSpan, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^(?:tcp|udp) .*? src=192\.168\.1\.10[01] dst=\S+ sport=(\d+) .* mark=(\d+)", RegexOptions.Multiline)]
    private static partial Regex Connection();

    private sealed record Packet(ProtocolType Protocol, IPEndPoint From, IPEndPoint To);
}
