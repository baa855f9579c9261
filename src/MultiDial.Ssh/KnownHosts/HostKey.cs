using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace MultiDial.Ssh.KnownHosts;

/// <summary>A public key as it stands in a known_hosts line and on the wire.</summary>
/// <param name="Blob">The key in SSH's wire format; it begins with the name of its type.</param>
internal sealed record HostKey(byte[] Blob)
{
    /// <summary>The type's name, such as ssh-ed25519. An RSA key is ssh-rsa whatever it signs with.</summary>
    public string Type { get; } = TypeOf(Blob);

    /// <summary>The fingerprint as <c>ssh-keygen -l</c> prints it.</summary>
    public string Fingerprint { get; } = "SHA256:" + Convert.ToBase64String(SHA256.HashData(Blob)).TrimEnd('=');

    public bool Equals(HostKey? other) => other is not null && Blob.AsSpan().SequenceEqual(other.Blob);

    public override int GetHashCode() => Fingerprint.GetHashCode(StringComparison.Ordinal);

    /// <summary>Reads type and base64 text of a line; null where they are no key.</summary>
    internal static HostKey? Parse(string type, string base64)
    {
        var blob = new byte[base64.Length];
        if (!Convert.TryFromBase64String(base64, blob, out int length))
        {
            return null;
        }

        var key = new HostKey(blob[..length]);
        return key.Type == type ? key : null;
    }

    private static string TypeOf(ReadOnlySpan<byte> blob) =>
        blob.Length > 4 && BinaryPrimitives.ReadUInt32BigEndian(blob) is var length && length <= blob.Length - 4
            ? Encoding.ASCII.GetString(blob.Slice(4, (int)length))
            : "";
}
