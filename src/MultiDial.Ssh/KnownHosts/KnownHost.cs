namespace MultiDial.Ssh.KnownHosts;

/// <summary>What the mark at the beginning of a known_hosts line says of its key.</summary>
internal enum KeyMark
{
    /// <summary>No mark: the host's key.</summary>
    None,

    /// <summary>The key must not be accepted, from no host that the line names.</summary>
    Revoked,

    /// <summary>The key signs the certificates of hosts. MultiDial asks for no certificates.</summary>
    CertificateAuthority,
}

/// <summary>One line of a known_hosts file that speaks of the host in question.</summary>
internal sealed record KnownHost(KeyMark Mark, HostKey Key, string Path, int Line)
{
    /// <summary>The place as <c>file:line</c>.</summary>
    public string Place => FormattableString.Invariant($"{Path}:{Line}");

    /// <summary>Reads a line; null when it is a comment, cannot be read or speaks of other hosts.</summary>
    internal static KnownHost? Parse(string text, string name, string path, int line)
    {
        string[] fields = text.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
        if (fields.Length == 0 || fields[0].StartsWith('#'))
        {
            return null;
        }

        KeyMark? mark = fields[0] switch
        {
            "@revoked" => KeyMark.Revoked,
            "@cert-authority" => KeyMark.CertificateAuthority,
            ['@', ..] => null,
            _ => KeyMark.None,
        };
        int first = mark == KeyMark.None ? 0 : 1;
        return mark is { } known && fields.Length >= first + 3
            && HostPattern.Matches(fields[first], name)
            && HostKey.Parse(fields[first + 1], fields[first + 2]) is { } key
                ? new KnownHost(known, key, path, line)
                : null;
    }
}
