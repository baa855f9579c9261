namespace MultiDial.Router;

/// <summary>The files of /etc/config that are read and changed, in the order in which they are read.</summary>
internal static class ConfigurationFiles
{
    internal const string Network = "network";
    internal const string Firewall = "firewall";
    internal const string Mwan3 = "mwan3";

    internal static readonly string[] All = [Network, Firewall, Mwan3];
}
