using MultiDial.Router;

namespace MultiDial.Firewall;

/// <summary>The program that makes the firewall; no generation if the firmware has none.</summary>
internal sealed record FirewallProgram(FirewallGeneration? Generation)
{
    internal static readonly StatePart<FirewallProgram> Part = new("fw_read", "firewall", state =>
        new(RouterWord.Find<FirewallGeneration>(state.Said("firewall"))));
}
