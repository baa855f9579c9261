using System.Globalization;
using MultiDial.Errors;
using MultiDial.Texts;
using MultiDial.Uci;

namespace MultiDial;

/// <summary>Where a router is, as its user writes it: <c>host</c>, <c>user@host</c> or <c>ssh://user@host:port</c>, as OpenSSH takes it.</summary>
/// <param name="HostName">A name or an IP address, without brackets.</param>
/// <param name="UserName">The user; null where the address names none.</param>
/// <param name="Port">The TCP port; null where the address names none.</param>
internal sealed record RouterAddress(string HostName, string? UserName, int? Port)
{
    private const string Scheme = "ssh://";

    /// <exception cref="MultiDialException">InvalidValue.</exception>
    internal static RouterAddress Parse(string text)
    {
        bool isUri = text.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase);
        string rest = isUri ? text[Scheme.Length..].TrimEnd('/') : text;
        int at = rest.LastIndexOf('@');
        string? user = at < 0 ? null : rest[..at];
        string host = rest[(at + 1)..];
        int? port = null;

        // Outside a URI the last colon may be one of an IPv6 address.
        int colon = host.LastIndexOf(':');
        if (isUri && colon > host.LastIndexOf(']'))
        {
            port = int.TryParse(host.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number is > 0 and < 65536 ? number : throw Invalid(text);
            host = host[..colon];
        }

        host = host is ['[', .. var inner, ']'] ? inner : host;
        bool isGood = Uri.CheckHostName(host) != UriHostNameType.Unknown && user is not "" && user?.Contains(':') is not true;
        return isGood ? new(host, user, port) : throw Invalid(text);
    }

    // Somebody may have written a password into it.
    private static MultiDialException Invalid(string text)
    {
        int at = text.LastIndexOf('@');
        return Error.InvalidValue("-HostName", at < 0 ? text : UciSecrets.Mask + text[at..], Text.RuleAddress);
    }
}
