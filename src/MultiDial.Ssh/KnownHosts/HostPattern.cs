using System.Security.Cryptography;
using System.Text;
using MultiDial.OpenSsh;

namespace MultiDial.Ssh.KnownHosts;

/// <summary>The first field of a known_hosts line: names with wildcards and negation, or one hashed name.</summary>
internal static class HostPattern
{
    private const string HashMark = "|1|";

    /// <summary>A host as known_hosts files name it: bare on port 22, else <c>[host]:port</c>.</summary>
    internal static string NameOf(string host, int port) =>
        (port == 22 ? host : FormattableString.Invariant($"[{host}]:{port}")).ToLowerInvariant();

    /// <summary>Whether the field speaks of the host, named as <see cref="NameOf"/> does.</summary>
    internal static bool Matches(string field, string name)
    {
        if (field.StartsWith('|'))
        {
            return MatchesHash(field, name);
        }

        return Wildcards.MatchesAny(field.ToLowerInvariant().Split(',', StringSplitOptions.RemoveEmptyEntries), name);
    }

    private static bool MatchesHash(string field, string name)
    {
        string[] parts = field.StartsWith(HashMark, StringComparison.Ordinal) ? field[HashMark.Length..].Split('|') : [];
        Span<byte> salt = stackalloc byte[20];
        Span<byte> hash = stackalloc byte[20];
        return parts.Length == 2
            && Convert.TryFromBase64String(parts[0], salt, out int saltLength) && saltLength == salt.Length
            && Convert.TryFromBase64String(parts[1], hash, out int hashLength) && hashLength == hash.Length
            && Hash(salt, name).AsSpan().SequenceEqual(hash);
    }

#pragma warning disable CA5350 // The file format prescribes SHA-1; the hash only hides names from a casual reader.
    private static byte[] Hash(ReadOnlySpan<byte> salt, string name) => HMACSHA1.HashData(salt, Encoding.UTF8.GetBytes(name));
#pragma warning restore CA5350
}
