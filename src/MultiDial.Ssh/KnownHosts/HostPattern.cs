using System.Security.Cryptography;
using System.Text;

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

        bool found = false;
        foreach (string pattern in field.ToLowerInvariant().Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            bool negated = pattern[0] == '!';
            if (MatchesWildcards(negated ? pattern.AsSpan(1) : pattern, name))
            {
                // A negated pattern wins wherever it stands in the list.
                if (negated)
                {
                    return false;
                }

                found = true;
            }
        }

        return found;
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

    // Not a regular expression: brackets are plain characters here, and a file must not be able to make it slow.
    private static bool MatchesWildcards(ReadOnlySpan<char> pattern, ReadOnlySpan<char> text)
    {
        int star = -1;
        int resume = 0;
        int p = 0;
        int t = 0;
        while (t < text.Length)
        {
            if (p < pattern.Length && pattern[p] == '*')
            {
                star = p++;
                resume = t;
            }
            else if (p < pattern.Length && (pattern[p] == '?' || pattern[p] == text[t]))
            {
                p++;
                t++;
            }
            else if (star >= 0)
            {
                p = star + 1;
                t = ++resume;
            }
            else
            {
                return false;
            }
        }

        return pattern[p..].TrimStart('*').IsEmpty;
    }
}
