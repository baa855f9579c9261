using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace MultiDial.Testing;

/// <summary>
/// The web server of the lab's internet: <c>/</c> answers with the client's address and a newline,
/// <c>/bytes/N</c> with N bytes, <c>/generate_204</c> with nothing. One request a connection.
/// </summary>
internal sealed class HttpServer : IDisposable
{
    private const int Backlog = 128;

    private readonly Socket _listener;

    internal HttpServer(Machine machine)
    {
        _listener = machine.OpenSocket(SocketType.Stream);
        _listener.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        _listener.Bind(new IPEndPoint(IPAddress.Any, 80));
        _listener.Listen(Backlog);
        _ = AcceptAsync();
    }

    public void Dispose() => _listener.Dispose();

    private static async Task AnswerAsync(Socket client)
    {
        try
        {
            using NetworkStream stream = new(client, ownsSocket: true);
            using StreamReader reader = new(stream, Encoding.ASCII, leaveOpen: true);
            string[] request = (await reader.ReadLineAsync().ConfigureAwait(false) ?? "").Split(' ');
            while (await reader.ReadLineAsync().ConfigureAwait(false) is { Length: > 0 })
            {
                // The headers do not matter here.
            }

            await RespondAsync(stream, request, ((IPEndPoint)client.RemoteEndPoint!).Address).ConfigureAwait(false);
            client.Shutdown(SocketShutdown.Send);
        }
        catch (Exception e) when (e is IOException or SocketException or ObjectDisposedException)
        {
            // A client that went away, as clients of a line that is cut do.
        }
    }

    private static async Task RespondAsync(NetworkStream stream, string[] request, IPAddress client)
    {
        byte[] body = [];
        long length = 0;
        string status = "200 OK";
        string path = request.Length == 3 ? request[1] : "";
        if (path == "/")
        {
            body = Encoding.ASCII.GetBytes(client + "\n");
            length = body.Length;
        }
        else if (path == "/generate_204")
        {
            status = "204 No Content";
        }
        else if (!path.StartsWith("/bytes/", StringComparison.Ordinal)
            || !long.TryParse(path["/bytes/".Length..], NumberStyles.None, CultureInfo.InvariantCulture, out length))
        {
            status = "404 Not Found";
        }

        await stream.WriteAsync(Encoding.ASCII.GetBytes(
            $"HTTP/1.1 {status}\r\nContent-Type: text/plain\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n")).ConfigureAwait(false);
        if (request[0] != "GET")
        {
            return;
        }

        if (body.Length == 0)
        {
            body = new byte[(int)Math.Min(length, 65536)];
        }

        for (long left = length; left > 0; left -= body.Length)
        {
            await stream.WriteAsync(body.AsMemory(0, (int)Math.Min(left, body.Length))).ConfigureAwait(false);
        }
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _ = AnswerAsync(await _listener.AcceptAsync().ConfigureAwait(false));
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // Disposed.
        }
    }
}
