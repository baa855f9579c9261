using System.Text.Json;
using MultiDial.Firewall;
using MultiDial.Mwan3;
using MultiDial.Network;
using MultiDial.Packages;
using MultiDial.Router;

namespace MultiDial.OpenWrt;

/// <summary>Says what a router is.</summary>
internal static class SystemReader
{
    internal static readonly StatePart[] Parts = [Firmware.Part, Mwan3Program.Part, .. OpenWrtPackages.Parts, InterfaceStatus.Part, Link.Part];

    private const string UsualWan = "wan";

    internal static OpenWrtSystem Read(RouterState state)
    {
        (JsonElement board, IReadOnlyDictionary<string, string> release, SwitchModel model) = state.Get(Firmware.Part);
        WanInterface? wan = Wan(state);
        return new OpenWrtSystem(state.Session, board.Text("hostname") ?? state.Session.HostName)
        {
            Release = release.GetValueOrDefault("DISTRIB_RELEASE") ?? board.Get("release").Text("version"),
            Board = board.Text("board_name") ?? board.Text("model"),
            Target = release.GetValueOrDefault("DISTRIB_TARGET") ?? board.Get("release").Text("target"),
            SwitchModel = model,
            PackageManager = state.Get(PackageList.Part).Manager,
            Firewall = state.Get(FirewallProgram.Part).Generation,
            Mwan3Version = OpenWrtPackages.Read(state, "mwan3").Version,
            Mwan3Flavor = state.Get(Mwan3Program.Part).Flavor,
            Kernel = board.Text("kernel"),
            HasMacvlan = state.Get(MacvlanSupport.Part).IsThere,
            WanInterface = wan?.Name,
            WanDevice = wan is null ? null : InterfaceStatus.Read(state, wan.Name).Device ?? wan.Device,
        };
    }

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
