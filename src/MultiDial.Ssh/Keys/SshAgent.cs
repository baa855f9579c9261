using System.Buffers.Binary;
using System.IO.Pipes;
using System.Net.Sockets;
using System.Text;
using MultiDial.Texts;

namespace MultiDial.Ssh.Keys;

/// <summary>
/// An SSH agent, which signs with keys that it does not show (draft-ietf-sshm-ssh-agent). Each question has a connection of
/// its own, so none that is broken stays behind.
/// </summary>
/// <param name="path">The agent's socket; on Windows the name of its pipe, which may have <c>\\.\pipe\</c> before it.</param>
/// <param name="patience">How long it may take for an answer; it may have to ask its user.</param>
internal sealed class SshAgent(string path, TimeSpan patience)
{
    private const byte RequestIdentities = 11;
    private const byte IdentitiesAnswer = 12;
    private const byte SignRequest = 13;
    private const byte SignResponse = 14;

    // No agent has so much to say; OpenSSH's own bound.
    private const int LongestAnswer = 256 * 1024;

    private const string PipePrefix = @"\\.\pipe\";

    /// <summary>The public keys that it signs for, in SSH's wire format.</summary>
    /// <exception cref="IOException">It does not answer, or not as an agent does.</exception>
    internal IReadOnlyList<byte[]> Keys()
    {
        ReadOnlySpan<byte> answer = Ask(RequestIdentities, [], IdentitiesAnswer);
        uint count = TakeNumber(ref answer);
        List<byte[]> keys = [];
        for (uint i = 0; i < count; i++)
        {
            byte[] key = TakeString(ref answer).ToArray();
            TakeString(ref answer);
            keys.Add(NameOf(key).Length > 0 ? key : throw new IOException(Text.ReasonNoAgent));
        }

        return keys;
    }

    /// <summary>A signature, with the name of its kind before it, as SSH sends it.</summary>
    /// <param name="key">The public key.</param>
    /// <param name="data">What is signed.</param>
    /// <param name="flags">2 for SHA-256 with an RSA key, 4 for SHA-512.</param>
    /// <exception cref="IOException">It does not answer, or does not want to.</exception>
    internal byte[] Sign(byte[] key, byte[] data, uint flags)
    {
        byte[] question = new byte[4 + key.Length + 4 + data.Length + 4];
        Span<byte> rest = question;
        PutString(ref rest, key);
        PutString(ref rest, data);
        BinaryPrimitives.WriteUInt32BigEndian(rest, flags);
        ReadOnlySpan<byte> answer = Ask(SignRequest, question, SignResponse);
        return TakeString(ref answer).ToArray();
    }

    /// <summary>The name at the beginning of a key or a signature.</summary>
    internal static string NameOf(ReadOnlySpan<byte> blob) => Encoding.ASCII.GetString(TakeString(ref blob));

    private byte[] Ask(byte question, byte[] data, byte expected)
    {
        using Stream stream = Connect();
        byte[] message = new byte[5 + data.Length];
        BinaryPrimitives.WriteInt32BigEndian(message, 1 + data.Length);
        message[4] = question;
        data.CopyTo(message, 5);
        using var late = new Timer(_ => stream.Dispose(), null, patience, Timeout.InfiniteTimeSpan);
        try
        {
            stream.Write(message);
            byte[] head = new byte[5];
            stream.ReadExactly(head);
            int length = BinaryPrimitives.ReadInt32BigEndian(head);
            byte[] answer = new byte[length is > 0 and <= LongestAnswer ? length - 1 : throw new IOException(Text.ReasonNoAgent)];
            stream.ReadExactly(answer);
            return head[4] == expected ? answer : throw new IOException(Text.ReasonAgentRefused);
        }
        catch (ObjectDisposedException exception)
        {
            throw new IOException(exception.Message, exception);
        }
    }

    private Stream Connect()
    {
        if (OperatingSystem.IsWindows())
        {
            string name = path.StartsWith(PipePrefix, StringComparison.OrdinalIgnoreCase) ? path[PipePrefix.Length..] : path;
            var pipe = new NamedPipeClientStream(".", name, PipeDirection.InOut);
            pipe.Connect(patience);
            return pipe;
        }

        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            socket.Connect(new UnixDomainSocketEndPoint(path));
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch (SocketException exception)
        {
            socket.Dispose();
            throw new IOException(exception.Message, exception);
        }
    }

    private static uint TakeNumber(ref ReadOnlySpan<byte> bytes)
    {
        uint number = bytes.Length >= 4 ? BinaryPrimitives.ReadUInt32BigEndian(bytes) : throw new IOException(Text.ReasonNoAgent);
        bytes = bytes[4..];
        return number;
    }

    private static ReadOnlySpan<byte> TakeString(ref ReadOnlySpan<byte> bytes)
    {
        uint length = TakeNumber(ref bytes);
        ReadOnlySpan<byte> text = length <= bytes.Length ? bytes[..(int)length] : throw new IOException(Text.ReasonNoAgent);
        bytes = bytes[(int)length..];
        return text;
    }

    private static void PutString(ref Span<byte> bytes, byte[] text)
    {
        BinaryPrimitives.WriteInt32BigEndian(bytes, text.Length);
        text.CopyTo(bytes[4..]);
        bytes = bytes[(4 + text.Length)..];
    }
}
