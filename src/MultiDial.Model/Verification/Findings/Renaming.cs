using MultiDial.Firewall;
using MultiDial.Mwan3;
using MultiDial.Uci;

namespace MultiDial.Verification.Findings;

/// <summary>The commands for the router's shell that give something a shorter name, wherever it is named.</summary>
internal sealed class Renaming(CheckedConfiguration configuration)
{
    private const string Reload = "reload_config";

    private readonly HashSet<string> _given = [];

    /// <summary>Renames a rule of mwan3.</summary>
    internal string OfRule(string name, int most) => Join(Committed("mwan3", [$"uci rename mwan3.{name}={Short(name, most)}"]));

    /// <summary>Renames a policy of mwan3, and has its rules follow.</summary>
    internal string OfPolicy(string name, int most)
    {
        string shorter = Short(name, most);
        return Join(Committed("mwan3", [
            $"uci rename mwan3.{name}={shorter}",
            .. Mwan3Kind.Rule.Of(configuration.Mwan3).Where(rule => rule.Get((Mwan3Rule value) => value.Policy) == name).Select(rule => $"uci set mwan3.{rule.Id}.use_policy={shorter}")]));
    }

    /// <summary>Renames an interface, in the network, in its zone and in mwan3.</summary>
    internal string OfInterface(string name, int most)
    {
        string shorter = Short(name, most);
        return Join([
            .. Committed("network", configuration.Network.Find(name) is null ? [] : [$"uci rename network.{name}={shorter}"]),
            .. Committed("firewall", [.. Zones(name, shorter)]),
            .. Committed("mwan3", [.. Rename(name, shorter), .. Mwan3Members.Of(configuration.Mwan3, name).Select(member => $"uci set mwan3.{member.Id}.interface={shorter}")])]);
    }

    private string[] Rename(string name, string shorter) => configuration.Mwan3.Find(name) is null ? [] : [$"uci rename mwan3.{name}={shorter}"];

    // Nothing of others is committed with it that is in another file.
    private static string[] Committed(string package, string[] commands) => commands.Length == 0 ? [] : [.. commands, $"uci commit {package}"];

    // What stands beside it in one string is written anew, and so has to be names too.
    private IEnumerable<string> Zones(string name, string shorter)
    {
        UciSection[] zones = [.. configuration.Firewall.OfType(ZoneSettings.SectionType)];
        for (int index = 0; index < zones.Length; index++)
        {
            string[] networks = FirewallZones.Networks(zones[index]);
            string option = FormattableString.Invariant($"firewall.@zone[{index}].network");
            if (zones[index].GetList("network").Contains(name))
            {
                yield return $"uci del_list {option}={name}";
                yield return $"uci add_list {option}={shorter}";
            }
            else if (networks.Contains(name) && Array.TrueForAll(networks, UciText.IsName))
            {
                yield return $"uci set {option}=\"{string.Join(' ', networks.Select(network => network == name ? shorter : network))}\"";
            }
        }
    }

    // As much of it as may stay.
    private string Short(string name, int most)
    {
        for (int number = 0; ; number++)
        {
            string end = number == 0 ? "" : FormattableString.Invariant($"{number}");
            string shorter = name[..(most - end.Length)].TrimEnd('_') + end;
            if (configuration.Network.Find(shorter) is null && configuration.Mwan3.Find(shorter) is null && _given.Add(shorter))
            {
                return shorter;
            }
        }
    }

    private static string Join(IEnumerable<string> commands) => string.Join("; ", commands.Append(Reload));
}
