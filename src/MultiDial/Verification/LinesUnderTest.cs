using MultiDial.Mwan3;
using MultiDial.Router;

namespace MultiDial.Verification;

/// <summary>Which lines are meant when none is named.</summary>
internal static class LinesUnderTest
{
    /// <summary>The IPv4 lines that mwan3 uses; without any the IPv4 lines of masquerading zones.</summary>
    internal static WanInterface[] Default(RouterState state, IReadOnlyCollection<WanInterface> lines)
    {
        HashSet<string> balanced = state.Packages.Contains(RouterState.Mwan3)
            ? [.. Mwan3Interfaces.Read(state).Where(line => line is { Enabled: true, Family: Mwan3Family.IPv4 }).Select(line => line.Name)]
            : [];
        WanInterface[] known = [.. lines.Where(line => balanced.Contains(line.Name))];
        return known.Length > 0 ? known : [.. lines.Where(line => line.Masqueraded && line.Protocol != WanProtocol.Other)];
    }
}
