using MultiDial.Router;
using MultiDial.Network;

namespace MultiDial.Watch;

/// <summary>The service of the watch follows its section in /etc/config/network, whoever changes it.</summary>
internal sealed class WatchFollower : Follower
{
    internal override string Script => "service";

    internal override string? AfterRollback => "service_back";

    internal override string? AfterConfirm => "service_clean";

    internal override string? BootLines => "service_boot_lines";

    internal override Following? Of(RouterDraft draft) =>
        draft.Changed.FirstOrDefault(package => package.Name == ConfigurationFiles.Network) is { } network ? WatchReload.For(draft.Before.Network, network) : null;
}
