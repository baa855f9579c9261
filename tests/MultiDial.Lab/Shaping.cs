using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace MultiDial.Testing;

/// <summary>
/// Gives each client address of the ISP its own rate: one HTB class an address, on the device towards the clients
/// (chosen by destination) and on the device towards the internet (chosen by source).
/// </summary>
internal sealed partial class Shaping(Machine access, string down, string up, string network, Range hosts)
{
    private const int SourceOffset = 12;
    private const int DestinationOffset = 16;

    /// <summary>A queue of 50 ms: long enough for TCP to fill the line, short enough for pings to pass in time.</summary>
    private const int QueuesPerSecond = 20;

    /// <summary>Bytes; a few full frames must fit even on the slowest line.</summary>
    private const int SmallestQueue = 15_000;

    private IEnumerable<int> Hosts => Enumerable.Range(hosts.Start.Value, hosts.End.Value - hosts.Start.Value + 1);

    internal Task StartAsync(long rate, CancellationToken cancellationToken)
    {
        StringBuilder batch = new();
        foreach ((string device, int offset) in new[] { (down, DestinationOffset), (up, SourceOffset) })
        {
            batch.Append(CultureInfo.InvariantCulture, $"qdisc add dev {device} root handle 1: htb\n");
            foreach (int host in Hosts)
            {
                batch.Append(Queue("add", device, host, rate));
                batch.Append(CultureInfo.InvariantCulture, $"filter add dev {device} parent 1: protocol ip u32 ")
                    .Append(CultureInfo.InvariantCulture, $"match u32 0x{AddressOf(host):x8} 0xffffffff at {offset} flowid 1:{host:x}\n");
            }
        }

        return ApplyAsync(batch, cancellationToken);
    }

    internal Task SetRateAsync(IPAddress client, long rate, CancellationToken cancellationToken)
    {
        int host = client.GetAddressBytes()[^1];
        StringBuilder batch = new();
        batch.Append(Queue("change", down, host, rate)).Append(Queue("change", up, host, rate));
        return ApplyAsync(batch, cancellationToken);
    }

    /// <summary>The bytes (frames with their headers) sent to each client so far.</summary>
    internal async Task<IReadOnlyDictionary<IPAddress, long>> BytesByClientAsync(CancellationToken cancellationToken)
    {
        CommandResult result = await access.RunAsync($"tc -s class show dev {down}", cancellationToken: cancellationToken).ConfigureAwait(false);
        return ClassPattern().Matches(result.Require()).ToDictionary(
            match => IPAddress.Parse(network + int.Parse(match.Groups["host"].Value, NumberStyles.HexNumber, CultureInfo.InvariantCulture)),
            match => long.Parse(match.Groups["bytes"].Value, CultureInfo.InvariantCulture));
    }

    private static string Queue(string verb, string device, int host, long rate) => string.Create(
        CultureInfo.InvariantCulture,
        $"""
        class {verb} dev {device} parent 1: classid 1:{host:x} htb rate {rate}bit quantum 1514
        qdisc {verb} dev {device} parent 1:{host:x} handle {host:x}: bfifo limit {Math.Max(rate / 8 / QueuesPerSecond, SmallestQueue)}

        """);

    private uint AddressOf(int host)
    {
        byte[] bytes = IPAddress.Parse(network + host).GetAddressBytes();
        return ((uint)bytes[0] << 24) | ((uint)bytes[1] << 16) | ((uint)bytes[2] << 8) | bytes[3];
    }

    private async Task ApplyAsync(StringBuilder batch, CancellationToken cancellationToken) =>
        (await access.RunAsync("tc -batch -", batch.ToString(), cancellationToken).ConfigureAwait(false)).Require();

    [GeneratedRegex(@"class htb 1:(?<host>[0-9a-f]+) .*\n Sent (?<bytes>\d+) bytes")]
    private static partial Regex ClassPattern();
}
