using System.Diagnostics;
using System.Net;

namespace MultiDial.Testing;

/// <summary>The computer behind the router: 192.168.1.100, gateway 192.168.1.1.</summary>
public sealed class Lan
{
    /// <summary>The bridge (its only network card) into which the router's LAN cable goes.</summary>
    internal const string Card = "eth0";

    private const int BufferSize = 65536;

    private Lan(Machine machine) => Machine = machine;

    /// <summary>The computer itself.</summary>
    public Machine Machine { get; }

    /// <summary>Runs a command line in the computer.</summary>
    public Task<CommandResult> RunAsync(string command, CancellationToken cancellationToken = default) =>
        Machine.RunAsync(command, cancellationToken: cancellationToken);

    /// <summary>Fetches a page over a new connection. The host must be an IPv4 address.</summary>
    public async Task<string> HttpGetAsync(string url, CancellationToken cancellationToken = default)
    {
        using HttpClient client = NewClient();
        return await client.GetStringAsync(new Uri(url), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Downloads over several connections at once until the time is over, starting a file anew as often as it ends.</summary>
    public async Task<Download> DownloadAsync(string url, int connections, TimeSpan duration, CancellationToken cancellationToken = default)
    {
        using CancellationTokenSource end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        end.CancelAfter(duration);
        long start = Stopwatch.GetTimestamp();
        long[] bytes = await Task.WhenAll(
            Enumerable.Range(0, connections).Select(_ => ReceiveAsync(new Uri(url), end.Token))).ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        return new Download(bytes, Stopwatch.GetElapsedTime(start));
    }

    internal static async Task<Lan> StartAsync(Machine chassis, CancellationToken cancellationToken)
    {
        Machine machine = await Machine.StartAsync(chassis, ["--net"], cancellationToken: cancellationToken).ConfigureAwait(false);
        (await machine.RunAsync("ip -batch -", $"""
            link set lo up
            link add {Card} address 52:54:00:64:01:64 type bridge
            addr add 192.168.1.100/24 dev {Card}
            link set {Card} up
            route add default via 192.168.1.1

            """, cancellationToken).ConfigureAwait(false)).Require();
        return new Lan(machine);
    }

    private async Task<long> ReceiveAsync(Uri url, CancellationToken end)
    {
        long received = 0;
        byte[] buffer = new byte[BufferSize];
        using HttpClient client = NewClient();
        try
        {
            while (true)
            {
                using Stream stream = await client.GetStreamAsync(url, end).ConfigureAwait(false);
                for (int count = 1; count > 0; received += count)
                {
                    count = await stream.ReadAsync(buffer, end).ConfigureAwait(false);
                }
            }
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            return received;
        }
    }

    private HttpClient NewClient() => new(new SocketsHttpHandler
    {
        UseProxy = false,
        ConnectCallback = async (context, cancellationToken) => new System.Net.Sockets.NetworkStream(
            await Machine.ConnectAsync(
                new IPEndPoint(IPAddress.Parse(context.DnsEndPoint.Host), context.DnsEndPoint.Port), cancellationToken).ConfigureAwait(false),
            ownsSocket: true),
    });
}
