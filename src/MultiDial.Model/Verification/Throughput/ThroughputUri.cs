using MultiDial.Errors;
using MultiDial.Texts;

namespace MultiDial.Verification.Throughput;

/// <summary>Where downloads come from.</summary>
internal static class ThroughputUri
{
    /// <summary>Refuses what the router's wget does not take, or what would not go by an address of IPv4.</summary>
    /// <exception cref="MultiDialException">InvalidValue.</exception>
    internal static void Check(Uri uri)
    {
        if (!uri.IsAbsoluteUri || (uri.Scheme != Uri.UriSchemeHttp && uri.Scheme != Uri.UriSchemeHttps) || uri.HostNameType is not (UriHostNameType.Dns or UriHostNameType.IPv4))
        {
            throw Error.InvalidValue("-Uri", uri.OriginalString, Text.RuleUri);
        }
    }
}
