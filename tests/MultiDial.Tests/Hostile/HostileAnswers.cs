using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using MultiDial.Remote;

namespace MultiDial.Tests.Hostile;

/// <summary>
/// Answers that no router should give: what a real one says, with done to it what a fault, a crash or an enemy would do.
/// Texts are byte texts (<see cref="ByteText"/>). One seed always gives the same answers.
/// </summary>
internal sealed partial class HostileAnswers(int seed)
{
    private const int MostFlood = 400_000;

    // What means something to a terminal, to JSON, to UCI, to a shell, to .NET, or to this module.
    private static readonly string[] s_tokens =
    [
        .. new[]
        {
            "\u001b[2J", "\u001b]0;title\u0007", "\u001b[1A\u001b[2K", "\r", "\n", "\n\n", "\t", "\0", "\u0001", "\b\b\b", "\u007f", "\u0085", "\u009b2J", "\u202e", "\u2066", "\u2028", "\ufeff",
            @"\ud800", @"\udc00\ud800", @"\ud83d\ude42", @"\u001b[2J", @"\u0000", "\\", "\"", "'", "''", "`", "$(reboot)", ";", "#", "|", "||", "=", ".", "/", ",", ":", "{", "}", "[", "]", "{0}", "{99}", "%s%n", "*", "[a-", "(",
            "0", "-1", "1e308", "-1e309", "1e999", "1e-400", "2147483648", "9223372036854775808", "99999999999999999999999999", "0x", "0xffffffffffffffffff", "00", "1.2.3", "nan", "NaN", "-Infinity", "null", "true", "{}", "[]",
            "wan", "wan2", "lan", "eth0.2", "multidial", "balance", "macvlan", "pppoe", "@wan", "..", "255.255.255.255/99", "::ffff:1/129", "fe80::1%eth0", "1.1.1.1",
            "config interface 'wan'\n", "config device\n", "config policy 'wan'\n", "config globals 'globals'\n", "\toption proto 'pppoe'\n", "\tlist use_member 'wan_m1_w1'\n", "\toption name 'x\n", "package x\n", "option", "list",
            "failed\nstopped\n", "packet loss", "100% packet loss", "9e9% packet loss", "try 1 2 3\n", "online wan wan2\n",
        }.Select(ByteText.FromText),
        "\xff\xfe", "\xc3(", "\xed\xa0\x80", "\xf4\x90\x80\x80", "\x80",
    ];

    private readonly Random _random = new(seed);

    /// <summary>An answer to a script with this marker.</summary>
    internal RemoteResult Next(string marker)
    {
        List<(string Name, string Text)> pieces = [.. RealAnswer.Pieces.Select(piece => (piece.Key, piece.Value)), ("end", "")];
        for (int faults = 1 + _random.Next(4); faults > 0; faults--)
        {
            Harm(pieces);
        }

        var answer = new StringBuilder(Chance(0.1) ? Token() : "");
        foreach ((string name, string text) in pieces)
        {
            answer.Append('\n').Append(Chance(0.002) ? Token() : marker).Append(' ').Append(name).Append('\n').Append(text);
        }

        string whole = answer.ToString();
        whole = Chance(0.02) ? whole[..Place(whole)] : Chance(0.01) ? whole.Replace("\n", "\r\n", StringComparison.Ordinal) : Chance(0.005) ? Bytes(_random.Next(5_000)) : whole;
        return new RemoteResult(
            Chance(0.9) ? 0 : Pick<int?>([null, 1, 127, 255, -1, int.MinValue]),
            ByteText.ToBytes(whole),
            ByteText.ToBytes(Chance(0.9) ? "" : string.Concat(Enumerable.Range(0, _random.Next(5)).Select(_ => Token()))));
    }

    private void Harm(List<(string Name, string Text)> pieces)
    {
        int place = _random.Next(pieces.Count);
        (string name, string text) = pieces[place];
        switch (_random.Next(20))
        {
            case 0:
                pieces.RemoveAt(place);
                break;
            case 1:
                pieces.Insert(_random.Next(pieces.Count), (name, Chance(0.5) ? text : Changed(name, text)));
                break;
            case 2:
                pieces[place] = (pieces[_random.Next(pieces.Count)].Name, text);
                break;
            case 3:
                pieces[place] = (Chance(0.5) ? Token() : name + Token(), text);
                break;
            case 4:
                pieces.Insert(place, ("failed", Pick(["", "changed network", "full", "busy", "unarmed", "stopped", "command ifup wan", Token() + " " + Token()])));
                break;
            default:
                pieces[place] = (name, Changed(name, text));
                break;
        }
    }

    private string Changed(string name, string text)
    {
        for (int changes = 1 + _random.Next(3); changes > 0; changes--)
        {
            text = Change(name, text);
        }

        return text;
    }

    private string Change(string name, string text) => _random.Next(24) switch
    {
        0 => text[..Place(text)],
        1 => text[Place(text)..],
        2 => Splice(text, Token()),
        3 => Splice(text, Token() + Token()),
        4 => Drop(text),
        5 => Splice(text, Part(text)),
        6 or 7 => Replace(Number(), text, _ => Pick(["0", "-1", "1e308", "1e300", "99999999999999999999", "4294967296", "2147483648", "nan", "\"7\""])),
        8 or 9 => Replace(Word(), text, _ => Token()),
        10 or 11 => Replace(Quoted(), text, quoted => quoted[0] + Token() + quoted[^1]),
        12 => Lines(text, lines => lines.RemoveAt(_random.Next(lines.Count))),
        13 => Lines(text, lines => lines.Insert(_random.Next(lines.Count), lines[_random.Next(lines.Count)])),
        14 => Lines(text, lines => (lines[0], lines[^1]) = (lines[^1], lines[0])),
        15 => Lines(text, lines => lines.Insert(_random.Next(lines.Count), Token())),
        16 when Chance(0.3) => Bytes(_random.Next(2_000)),
        17 when Chance(0.05) => Flood(text),
        18 when Chance(0.1) => new string(Pick(['[', '{', ' ', '\t', '\'', '"', '\\', '|', 'x', '\n']), _random.Next(MostFlood)),
        19 => "",
        _ => name.StartsWith("config/", StringComparison.Ordinal) ? Uci(text) : Json(text),
    };

    // Statements that UCI takes, with anything as their values.
    private string Uci(string text) => Lines(text, lines =>
    {
        string value = string.Concat(Enumerable.Range(0, 1 + _random.Next(3)).Select(_ => Token())).Replace("\0", "", StringComparison.Ordinal);
        string option = Replace(Word(), Pick(lines), _ => Word().Match(Pick(lines)).Value);
        lines.Insert(_random.Next(lines.Count), Chance(0.6) && UciStatement().IsMatch(option) ? UciStatement().Replace(option, "$1" + Shell.Quote(value).Replace("$", "$$", StringComparison.Ordinal)) : option);
    });

    // Another value in the place of one that is there.
    private string Json(string text)
    {
        try
        {
            JsonNode? root = JsonNode.Parse(text);
            for (JsonNode? node = root; node is JsonObject or JsonArray;)
            {
                List<JsonNode?> inner = [.. node is JsonObject members ? members.Select(member => member.Value) : node.AsArray()];
                if (inner.Count == 0)
                {
                    break;
                }

                int place = _random.Next(inner.Count);
                if (inner[place] is JsonObject or JsonArray && Chance(0.8))
                {
                    node = inner[place];
                    continue;
                }

                JsonNode? another = JsonNode.Parse(Pick(["null", "true", "7", "-1", "1e308", "1e300", "\"\"", "\"\\u001b[2J\"", "\"x\"", "[]", "{}", "[[[]]]", "[null,7,{}]", "{\"a\":[{}]}"]));
                if (node is JsonObject parent)
                {
                    parent[parent.ElementAt(place).Key] = another;
                }
                else
                {
                    node.AsArray()[place] = another;
                }

                break;
            }

            return Chance(0.1) ? Splice(root?.ToJsonString() ?? "", Token()) : root?.ToJsonString() ?? "null";
        }
        catch (Exception exception) when (exception is JsonException or ArgumentException or InvalidOperationException)
        {
            return Splice(text, Token());
        }
    }

    private string Flood(string text)
    {
        string part = Chance(0.5) ? text : Part(text) + "\n";
        return part.Length == 0 ? "" : string.Concat(Enumerable.Repeat(part, Math.Min(MostFlood / part.Length, 20_000)));
    }

    private static string Lines(string text, Action<List<string>> edit)
    {
        List<string> lines = [.. text.Split('\n')];
        edit(lines);
        return string.Join('\n', lines);
    }

    private string Replace(Regex what, string text, Func<string, string> with)
    {
        MatchCollection found = what.Matches(text);
        if (found.Count == 0)
        {
            return text;
        }

        Match one = found[_random.Next(found.Count)];
        return string.Concat(text.AsSpan(0, one.Index), with(one.Value), text.AsSpan(one.Index + one.Length));
    }

    private string Splice(string text, string token) => text.Insert(Place(text), token);

    private string Drop(string text)
    {
        int from = Place(text);
        return text.Remove(from, _random.Next(text.Length - from + 1));
    }

    private string Part(string text)
    {
        int from = Place(text);
        return text.Substring(from, _random.Next(Math.Min(200, text.Length - from + 1)));
    }

    private string Bytes(int length)
    {
        byte[] bytes = new byte[length];
        _random.NextBytes(bytes);
        return ByteText.FromBytes(bytes);
    }

    private int Place(string text) => _random.Next(text.Length + 1);

    private string Token() => Pick(s_tokens);

    private T Pick<T>(IReadOnlyList<T> items) => items[_random.Next(items.Count)];

    private bool Chance(double probability) => _random.NextDouble() < probability;

    [GeneratedRegex(@"\d+")]
    private static partial Regex Number();

    [GeneratedRegex(@"[A-Za-z_]+\d?")]
    private static partial Regex Word();

    [GeneratedRegex("\"[^\"\n]*\"|'[^'\n]*'")]
    private static partial Regex Quoted();

    [GeneratedRegex(@"^(\t(?:option|list) \w+ ).*$")]
    private static partial Regex UciStatement();
}
