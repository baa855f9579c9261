using System.Net;
using System.Text.RegularExpressions;
using MultiDial.Remote;
using MultiDial.Router;

namespace MultiDial.Mwan3;

/// <summary>Which of the kernel's sets have the addresses that were asked for.</summary>
internal sealed partial class Mwan3Sets
{
    // A set of these can be asked for an address alone.
    private static readonly HashSet<string> s_ofAddresses = ["hash:ip", "hash:net", "bitmap:ip"];

    private readonly Dictionary<string, string> _types = [];
    private readonly HashSet<(string Set, IPAddress Address)> _members = [];
    private readonly ILookup<string, string> _lists;

    /// <param name="state">A state that was read with what <see cref="Ask"/> adds.</param>
    internal Mwan3Sets(RouterState state)
    {
        foreach (string[] words in Lines(state, "mwan3-sets").Where(words => words.Length > 1))
        {
            _types[words[0]] = words[1];
        }

        _lists = Lines(state, "mwan3-set-lists").Where(words => words is ["add", _, _, ..]).ToLookup(words => words[1], words => words[2]);
        foreach (Match member in Member().Matches(state.Said("mwan3-set-members") ?? ""))
        {
            if (IPAddress.TryParse(member.Groups[1].ValueSpan, out IPAddress? address))
            {
                _members.Add((member.Groups[2].Value, address));
            }
        }
    }

    /// <summary>Has a script ask for addresses.</summary>
    internal static void Ask(RouterScript script, IEnumerable<IPAddress> addresses) =>
        script.Use("mwan3-sets").Call("mw_sets_read", [.. addresses.Distinct().Select(address => address.ToString())]);

    /// <summary>Whether a set has an address; null if there is no such set, or if it is none of addresses.</summary>
    internal bool? Has(string set, IPAddress address) => !_types.TryGetValue(set, out string? type) ? null
        : type == "list:set" ? _lists[set].Any(one => _members.Contains((one, address)))
        : s_ofAddresses.Contains(type) ? _members.Contains((set, address))
        : null;

    private static IEnumerable<string[]> Lines(RouterState state, string piece) => (state.Said(piece) ?? "").Split('\n').Select(line => line.Split(' '));

    [GeneratedRegex(@"([0-9A-Fa-f.:]+) is in set (\S+)\.")]
    private static partial Regex Member();
}
