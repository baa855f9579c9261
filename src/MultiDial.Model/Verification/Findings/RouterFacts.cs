using MultiDial.Router;

namespace MultiDial.Verification.Findings;

/// <summary>What of a router besides its configuration decides whether lines work.</summary>
/// <param name="Kernel">The version of the kernel that runs.</param>
/// <param name="ModuleFolders">The versions that there are modules for.</param>
/// <param name="MissingModules">Modules that mwan3's rules need and that there are not.</param>
/// <param name="IPv4Tables">What iptables says of itself; empty if there is none.</param>
/// <param name="IPv6Tables">What ip6tables says of itself.</param>
/// <param name="StrictDevices">Devices on which the kernel drops what comes by another way than its answer would take.</param>
/// <param name="Programs">Other programs that take connections and run.</param>
internal sealed record RouterFacts(
    string Kernel, string[] ModuleFolders, string[] MissingModules, string IPv4Tables, string IPv6Tables, string[] StrictDevices, string[] Programs)
{
    internal static readonly StatePart<RouterFacts> Part = new("check_read", "check", Understand);

    private static RouterFacts Understand(RouterState state)
    {
        IReadOnlyDictionary<string, string> said = state.Facts("check");
        return new RouterFacts(
            Text("kernel"), Words("modules"), Words("missing"), Text("iptables"), Text("ip6tables"), Words("strict"), Words("programs"));

        string Text(string name) => said.GetValueOrDefault(name, "");
        string[] Words(string name) => Text(name).Split(' ', StringSplitOptions.RemoveEmptyEntries);
    }
}
