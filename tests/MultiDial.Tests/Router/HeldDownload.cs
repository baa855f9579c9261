using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;

namespace MultiDial.Tests;

/// <summary>A download from the LAN that is held open over one line, and how long it went without a byte.</summary>
internal sealed partial class HeldDownload : IDisposable
{
    private static readonly TimeSpan s_open = TimeSpan.FromSeconds(20);
    private static readonly IPEndPoint s_server = new(IPAddress.Parse("203.0.113.5"), 80);

    private readonly Lock _lock = new();
    private readonly Socket _socket;
    private long _last = Stopwatch.GetTimestamp();
    private TimeSpan _longest;

    private HeldDownload(Socket socket, string line)
    {
        _socket = socket;
        Line = line;
        _ = ReceiveAsync();
    }

    /// <summary>The address of the line that it leaves by.</summary>
    internal string Line { get; }

    /// <summary>What ended it; null while it lives.</summary>
    internal string? Ending { get; private set; }

    public void Dispose() => _socket.Dispose();

    /// <summary>Opens connections until there is one by each of the lines, and keeps one a line.</summary>
    internal static async Task<List<HeldDownload>> OpenAsync(Testing.Lab lab, IEnumerable<string> addresses, CancellationToken cancellation)
    {
        HashSet<string> missing = [.. addresses];
        var held = new List<HeldDownload>();
        await Poll.UntilAsync(async () =>
        {
            if (await ConnectAsync(lab, cancellation) is { } download)
            {
                if (missing.Remove(download.Line))
                {
                    held.Add(download);
                }
                else
                {
                    download.Dispose();
                }
            }

            return missing.Count == 0;
        }, s_open, "a connection by each line");
        return held;
    }

    /// <summary>The longest time without a byte since the last call. Returns when another byte has come, or none will.</summary>
    internal async Task<TimeSpan> LapAsync(TimeSpan deadline, CancellationToken cancellation)
    {
        long start = Stopwatch.GetTimestamp();
        while (Ending is null && Stopwatch.GetElapsedTime(start) < deadline && Volatile.Read(ref _last) <= start)
        {
            await Task.Delay(10, cancellation);
        }

        lock (_lock)
        {
            TimeSpan silent = Stopwatch.GetElapsedTime(_last);
            TimeSpan longest = silent > _longest ? silent : _longest;
            _longest = TimeSpan.Zero;
            return longest;
        }
    }

    // Null for a connection that the router refuses, as it does while mwan3 takes a line in.
    private static async Task<HeldDownload?> ConnectAsync(Testing.Lab lab, CancellationToken cancellation)
    {
        try
        {
            Socket socket = await lab.Lan.Machine.ConnectAsync(s_server, cancellation);
            await socket.SendAsync(Encoding.ASCII.GetBytes("GET /bytes/1000000000000 HTTP/1.1\r\n\r\n"), cancellation);
            int port = ((IPEndPoint)socket.LocalEndPoint!).Port;
            string entry = (await lab.Router.RunAsync($"conntrack -L -p tcp --orig-port-src {port} 2>/dev/null", cancellation)).Output;
            return new HeldDownload(socket, Destination().Matches(entry).Select(match => match.Groups[1].Value).LastOrDefault() ?? "");
        }
        catch (SocketException)
        {
            return null;
        }
    }

    private async Task ReceiveAsync()
    {
        byte[] buffer = new byte[65536];
        try
        {
            while (await _socket.ReceiveAsync(buffer) > 0)
            {
                lock (_lock)
                {
                    TimeSpan gap = Stopwatch.GetElapsedTime(_last);
                    _longest = gap > _longest ? gap : _longest;
                    _last = Stopwatch.GetTimestamp();
                }
            }

            Ending = "closed";
        }
        catch (SocketException exception)
        {
            Ending = exception.SocketErrorCode == SocketError.ConnectionReset ? "reset" : exception.SocketErrorCode.ToString();
        }
        catch (ObjectDisposedException)
        {
            Ending = "let go";
        }
    }

    [GeneratedRegex(@"\bdst=([0-9.]+)")]
    private static partial Regex Destination();
}
