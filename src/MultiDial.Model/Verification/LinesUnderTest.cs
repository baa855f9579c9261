using MultiDial.Mwan3;
using MultiDial.Router;

namespace MultiDial.Verification;

/// <summary>Which lines a test is about, and which it stops.</summary>
internal static class LinesUnderTest
{
    /// <summary>The lines that are meant when none is named: the IPv4 lines that mwan3 uses; without any all IPv4 lines.</summary>
    internal static WanInterface[] Default(RouterState state, IReadOnlyCollection<WanInterface> all)
    {
        HashSet<string> balanced = state.HasMwan3
            ? [.. Mwan3Interfaces.Read(state).Where(line => line is { Enabled: true, Family: Mwan3Family.IPv4 }).Select(line => line.Name)]
            : [];
        WanInterface[] known = [.. all.Where(line => balanced.Contains(line.Name))];
        return known.Length > 0 ? known : [.. all.Where(line => line is { IsLine: true, IsIPv6: false })];
    }

    /// <summary>The other ways to the internet that are up; the LAN and the loopback are interfaces too, and are none.</summary>
    internal static WanInterface[] Others(IReadOnlyCollection<WanInterface> all, IReadOnlyCollection<WanInterface> lines) =>
        [.. all.Except(lines).Where(line => line is { Up: true, IsLine: true })];
}
