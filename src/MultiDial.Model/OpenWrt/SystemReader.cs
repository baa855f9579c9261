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
        MacvlanDevice[] macvlans = [.. MacvlanDevices.Read(state)];
        WanInterface? wan = Wan(state, macvlans);
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
            WanDevice = Port(state, wan, macvlans),
        };
    }

    /// <summary>The device of the WAN port; null if no line is found.</summary>
    internal static string? WanDevice(RouterState state)
    {
        MacvlanDevice[] macvlans = [.. MacvlanDevices.Read(state)];
        return Port(state, Wan(state, macvlans), macvlans);
    }

    // The line called wan, or else the first one; one that does not sit on a macvlan comes before those that do.
    private static WanInterface? Wan(RouterState state, MacvlanDevice[] macvlans)
    {
        WanInterface[] lines = [.. WanInterfaces.Read(state).Where(line => line.IsLine)];
        return Array.Find(lines, line => line.Name == UsualWan)
            ?? Array.Find(lines, line => line.Protocol != WanProtocol.Other && !IsMacvlan(line))
            ?? Array.Find(lines, line => !IsMacvlan(line))
            ?? lines.FirstOrDefault();

        bool IsMacvlan(WanInterface line) => Array.Exists(macvlans, device => device.Name == line.Device);
    }

    // A macvlan cannot carry others.
    private static string? Port(RouterState state, WanInterface? wan, MacvlanDevice[] macvlans)
    {
        string? device = wan is null ? null : InterfaceStatus.Read(state, wan.Name).Device ?? wan.Device;
        return Array.Find(macvlans, macvlan => macvlan.Name == device)?.Parent ?? device;
    }
}
