using System.Text.Json;
using MultiDial.Network;
using MultiDial.Packages;

namespace MultiDial.Router;

/// <summary>Says what a router is.</summary>
internal static class SystemReader
{
    internal const StatePart Parts = StatePart.System | StatePart.Packages | StatePart.Interfaces;

    private const string UsualWan = "wan";

    internal static OpenWrtSystem Read(RouterState state)
    {
        JsonElement board = state.Json("board");
        IReadOnlyDictionary<string, string> release = state.Facts("release");
        IReadOnlyDictionary<string, string> facts = state.Facts("facts");
        WanInterface? wan = Wan(state);
        return new OpenWrtSystem(state.Session, board.Text("hostname") ?? state.Session.HostName)
        {
            Release = release.GetValueOrDefault("DISTRIB_RELEASE") ?? board.Get("release").Text("version"),
            Board = board.Text("board_name") ?? board.Text("model"),
            Target = release.GetValueOrDefault("DISTRIB_TARGET") ?? board.Get("release").Text("target"),
            SwitchModel = Word<SwitchModel>(facts, "switch") ?? SwitchModel.None,
            PackageManager = Word<PackageManager>(facts, "packages"),
            Firewall = Word<FirewallGeneration>(facts, "firewall"),
            Mwan3Version = OpenWrtPackages.Read(state, "mwan3").Version,
            HasMacvlan = facts.GetValueOrDefault("macvlan") is { Length: > 0 },
            WanInterface = wan?.Name,
            WanDevice = wan is null ? null : InterfaceStatus.Read(state).GetValueOrDefault(wan.Name).Device ?? wan.Device,
        };
    }

    private static T? Word<T>(IReadOnlyDictionary<string, string> facts, string name)
        where T : struct, Enum => Enum.TryParse(facts.GetValueOrDefault(name), ignoreCase: true, out T word) ? word : null;

    // The line called wan, or else the first one to the outside that does not sit on a macvlan.
    private static WanInterface? Wan(RouterState state)
    {
        string[] macvlans = [.. MacvlanDevices.Read(state).Select(device => device.Name)];
        WanInterface[] lines = [.. WanInterfaces.Read(state).Where(line => line.Masqueraded)];
        return Array.Find(lines, line => line.Name == UsualWan)
            ?? Array.Find(lines, line => line.Protocol != WanProtocol.Other && !macvlans.Contains(line.Device))
            ?? Array.Find(lines, line => !macvlans.Contains(line.Device));
    }
}
