using System.Globalization;
using MultiDial.Errors;
using MultiDial.Texts;

namespace MultiDial.Mwan3;

/// <summary>Ports as iptables takes them: <c>80</c>, <c>80,443</c>, <c>1024:2048</c>.</summary>
internal sealed record PortSet(IReadOnlyList<(int First, int Last)> Ranges)
{
    // iptables' multiport; a range counts twice.
    private const int MaxPorts = 15;

    /// <exception cref="MultiDialException">InvalidValue.</exception>
    internal static PortSet Parse(string parameter, string text)
    {
        PortSet ports = TryParse(text) ?? throw Error.InvalidValue(parameter, text, Text.RulePorts);
        return ports.Ranges.Sum(range => range.First == range.Last ? 1 : 2) <= MaxPorts
            ? ports
            : throw Error.InvalidValue(parameter, text, Text.RulePortCount.With(MaxPorts));
    }

    internal static PortSet? TryParse(string text)
    {
        var ranges = new List<(int, int)>();
        foreach (string part in text.Split(','))
        {
            int?[] ports = [.. part.Split(':').Select(Port)];
            if (ports.Length > 2 || ports[0] is not { } first || ports[^1] is not { } last || first > last)
            {
                return null;
            }

            ranges.Add((first, last));
        }

        return new PortSet(ranges);
    }

    /// <summary>Whether every port of the other set is in this one.</summary>
    internal bool Contains(PortSet other) =>
        other.Ranges.All(range => Enumerable.Range(range.First, range.Last - range.First + 1).All(port => Ranges.Any(own => own.First <= port && port <= own.Last)));

    private static int? Port(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int port) && port is >= 1 and <= 65535 ? port : null;
}
