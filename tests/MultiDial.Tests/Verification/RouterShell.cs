using System.Text.RegularExpressions;
using MultiDial.Uci;

namespace MultiDial.Tests.Verification;

/// <summary>What a router's shell does with the commands of remedies: uci changes its files, and other programs are noted.</summary>
internal static partial class RouterShell
{
    /// <summary>Runs commands.</summary>
    /// <returns>Those that are not uci's.</returns>
    internal static string Run(Dictionary<string, string> parts, string commands)
    {
        List<string> others = [];
        foreach (string command in Loop().Replace(commands, loop => string.Join("; ", loop.Groups[1].Value.Split(' ').Select(option => "uci set " + option))).Split("; "))
        {
            string[] words = command.Split(' ', 3);
            if (words[0] != "uci")
            {
                others.Add(command);
            }
            else if (words[1] != "commit")
            {
                Uci(parts, words[1], words[2]);
            }
        }

        return string.Join('\n', others);
    }

    private static void Uci(Dictionary<string, string> parts, string verb, string about)
    {
        string[] pair = about.Split('=', 2), place = pair[0].Split('.');
        string file = "config/" + place[0];
        if (verb == "rename")
        {
            Assert.Matches($@"(?m)^config \w+ '{place[1]}'$", parts[file]);
            parts[file] = Regex.Replace(parts[file], $@"(?m)^(config \w+) '{place[1]}'$", $"$1 '{pair[1]}'");
            return;
        }

        UciPackage package = UciPackage.Parse(place[0], parts[file]);
        UciSection section = package.Find(place[1])!;
        switch (verb)
        {
            case "set": section.Set(place[2], pair[1].Trim('"')); break;
            case "del_list": section.SetList(place[2], section.GetList(place[2]).Where(item => item != pair[1])); break;
            case "add_list": section.SetList(place[2], [.. section.GetList(place[2]), pair[1]]); break;
            default: Assert.Fail(verb); break;
        }

        parts[file] = package.ToText();
    }

    [GeneratedRegex(@"for option in (.*); do uci set \$option; done")]
    private static partial Regex Loop();
}
