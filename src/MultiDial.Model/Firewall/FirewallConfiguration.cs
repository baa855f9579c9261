using MultiDial.Router;
using MultiDial.Uci;

namespace MultiDial.Firewall;

/// <summary>/etc/config/firewall of a draft and of a state.</summary>
internal static class FirewallConfiguration
{
    extension(RouterDraft draft)
    {
        internal UciPackage Firewall => draft.Package(ConfigurationFiles.Firewall);
    }

    extension(RouterState state)
    {
        internal UciPackage Firewall => state.Package(ConfigurationFiles.Firewall);
    }
}
