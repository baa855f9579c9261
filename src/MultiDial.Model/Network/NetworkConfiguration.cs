using MultiDial.Router;
using MultiDial.Uci;

namespace MultiDial.Network;

/// <summary>/etc/config/network of a draft and of a state.</summary>
internal static class NetworkConfiguration
{
    extension(RouterDraft draft)
    {
        internal UciPackage Network => draft.Package(ConfigurationFiles.Network);
    }

    extension(RouterState state)
    {
        internal UciPackage Network => state.Package(ConfigurationFiles.Network);
    }
}
