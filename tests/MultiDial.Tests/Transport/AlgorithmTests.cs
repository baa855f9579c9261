using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;
using MultiDial.Errors;
using MultiDial.Remote;

namespace MultiDial.Tests.Transport;

/// <summary>What the client offers, as a server reads it from the wire.</summary>
public sealed class AlgorithmTests
{
    // RFC 4253, 7.1: a message number, 16 random bytes, and lists.
    private const int Cookie = 17;
    private static readonly string[] s_lists = ["key exchange", "host key", "cipher", "cipher back", "MAC", "MAC back"];

    // Dropbear 2017.75, of OpenWrt 18.06.
    private static readonly string[] s_old =
    [
        "curve25519-sha256@libssh.org,ecdh-sha2-nistp521,ecdh-sha2-nistp384,ecdh-sha2-nistp256,diffie-hellman-group14-sha256,diffie-hellman-group14-sha1,kexguess2@matt.ucc.asn.au",
        "ssh-rsa", "aes128-ctr,aes256-ctr", "aes128-ctr,aes256-ctr", "hmac-sha1,hmac-sha2-256", "hmac-sha1,hmac-sha2-256",
        "none", "none", "", "",
    ];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nothing_weak_is_offered_and_what_old_routers_speak_is()
    {
        Dictionary<string, string[]> offered = await OfferedAsync();
        Assert.All(offered, list => Assert.DoesNotContain(list.Value, name =>
            name.Contains("sha1", StringComparison.Ordinal) || name.Contains("md5", StringComparison.Ordinal) || name.Contains("cbc", StringComparison.Ordinal)
            || name.Contains("arcfour", StringComparison.Ordinal) || name is "ssh-dss" or "none"));
        Has(offered["key exchange"], "curve25519-sha256", "curve25519-sha256@libssh.org", "ecdh-sha2-nistp256", "diffie-hellman-group14-sha256", "diffie-hellman-group16-sha512");
        Has(offered["host key"], "ssh-ed25519", "ecdsa-sha2-nistp256", "rsa-sha2-256", "rsa-sha2-512", "ssh-rsa");
        Has(offered["cipher"], "aes128-ctr", "aes256-ctr", "chacha20-poly1305@openssh.com", "aes128-gcm@openssh.com");
        Has(offered["MAC"], "hmac-sha2-256", "hmac-sha2-512");
        Assert.Equal(offered["cipher"], offered["cipher back"]);
        Assert.Equal(offered["MAC"], offered["MAC back"]);
    }

    private static void Has(string[] offered, params string[] names) => Assert.Empty(names.Except(offered));

    private static async Task<Dictionary<string, string[]>> OfferedAsync()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        Task<MultiDialException> failure = Assert.ThrowsAsync<MultiDialException>(() => DropbearServer.ConnectAsync(new ConnectionRequest
        {
            HostName = "127.0.0.1",
            Port = ((IPEndPoint)listener.LocalEndpoint).Port,
            Password = DropbearServer.Secret("x"),
            HostKeyPolicy = HostKeyPolicy.Strict,
        }));
        byte[] lists;
        using (TcpClient client = await listener.AcceptTcpClientAsync(Cancellation))
        {
            NetworkStream stream = client.GetStream();
            await stream.WriteAsync("SSH-2.0-dropbear_2017.75\r\n"u8.ToArray(), Cancellation);
            await stream.WriteAsync(Packet(s_old), Cancellation);
            byte[] one = new byte[1];
            do
            {
                await stream.ReadExactlyAsync(one, Cancellation);
            }
            while (one[0] != '\n');
            byte[] head = new byte[5];
            await stream.ReadExactlyAsync(head, Cancellation);
            lists = new byte[BinaryPrimitives.ReadInt32BigEndian(head) - 1];
            await stream.ReadExactlyAsync(lists, Cancellation);
        }

        await failure;
        ReadOnlySpan<byte> rest = lists.AsSpan(Cookie);
        var offered = new Dictionary<string, string[]>();
        foreach (string list in s_lists)
        {
            int length = BinaryPrimitives.ReadInt32BigEndian(rest);
            offered.Add(list, Encoding.ASCII.GetString(rest.Slice(4, length)).Split(','));
            rest = rest[(4 + length)..];
        }

        return offered;
    }

    private static byte[] Packet(string[] lists)
    {
        var payload = new List<byte> { 20 };
        payload.AddRange(new byte[Cookie - 1]);
        foreach (string list in lists)
        {
            payload.AddRange(Number(list.Length));
            payload.AddRange(Encoding.ASCII.GetBytes(list));
        }

        payload.AddRange(new byte[5]);
        int padding = 8 + (8 - ((5 + payload.Count) % 8));
        return [.. Number(1 + payload.Count + padding), (byte)padding, .. payload, .. new byte[padding]];
    }

    private static byte[] Number(int number)
    {
        byte[] bytes = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, number);
        return bytes;
    }
}
