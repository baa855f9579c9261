using System.Text.RegularExpressions;
using MultiDial.Router;

namespace MultiDial.Network;

/// <summary>The line, if it is one, that carries the very connection by which the router is managed.</summary>
internal static partial class ManagementPath
{
    /// <summary>Warns if the line carries the connection.</summary>
    internal static void Warn(RouterDraft draft, string line)
    {
        Match path = Device().Match(draft.Before.Part("client") ?? "");
        if (path.Success && InterfaceStatus.Read(draft.Before).GetValueOrDefault(line).L3Device == path.Groups[1].Value)
        {
            draft.Warn($"The line '{line}' carries the connection of this session: without it the router may not be reachable from here.");
        }
    }

    [GeneratedRegex(@"\bdev (\S+)")]
    private static partial Regex Device();
}
