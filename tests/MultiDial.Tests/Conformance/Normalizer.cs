using System.Globalization;
using System.Text.RegularExpressions;

namespace MultiDial.Tests.Conformance;

/// <summary>
/// Takes out of an answer what differs from run to run. Leases, MACs and prefixes become numbers in the order of their first
/// appearance, so that "the other line answered" still shows.
/// </summary>
internal sealed partial class Normalizer
{
    private static readonly (Regex What, string By)[] s_always =
    [
        (Date(), "DATE "),
        (ProcessId(), "(PID)$1"),
        (BracketedProcessId(), "[PID]:"),
        (Counter(), "\"$1\": N"),
        (FileDate(), " DATE "),
        (FolderSize(), "$1 N root     root     N "),
        (InterfaceIndex(), "N: "),
        (PeerIndex(), "@ifN "),
        (Cables(), "$2$1"),
        (Total(), ""),
        (Tentative(), ""),
        (Load(), "\t\tN"),
        (GrepNumber(), ""),
        (PacketCounters(), "$1:N"),
        (Bytes(), "bytes:N (N)"),
        (ObjectId(), "@ID"),
        (OtherHost(), "\"$1\": X"),
        (Duration(), "NNh:NNm:NNs"),
        (Firmware(), ""),
        (BusyboxVersion(), "vX"),
        (Duplicate(), "$1"),
    ];

    private readonly Dictionary<string, string> _names;

    internal Normalizer() => _names = [];

    /// <summary>A copy, for answers that are only tried.</summary>
    internal Normalizer(Normalizer other) => _names = new(other._names);

    internal string Apply(string answer)
    {
        foreach ((Regex what, string by) in s_always)
        {
            answer = what.Replace(answer, by);
        }

        answer = Number(Prefix(), answer, "ula");
        answer = Number(LinkLocal(), answer, "fe80");
        answer = Number(Mac(), answer, "mac");
        return Number(Lease(), answer, "lease");
    }

    private string Number(Regex what, string text, string kind) => what.Replace(text, match =>
    {
        string key = match.Value.ToUpperInvariant();
        if (!_names.TryGetValue(key, out string? name))
        {
            int count = _names.Values.Count(other => other.StartsWith(kind, StringComparison.Ordinal)) + 1;
            _names[key] = name = string.Create(CultureInfo.InvariantCulture, $"{kind}{count}");
        }

        return name;
    });

    [GeneratedRegex(@"^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) [A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d \d{4} ", RegexOptions.Multiline)]
    private static partial Regex Date();

    [GeneratedRegex(@"\(\d+\)(: udhcpc)")]
    private static partial Regex ProcessId();

    [GeneratedRegex(@"\[\d+\]:")]
    private static partial Regex BracketedProcessId();

    [GeneratedRegex(@"""(uptime|pid|localtime|multicast|collisions|total|free|used|avail|available|shared|buffered|cached|[rt]x_\w+)"": \d+")]
    private static partial Regex Counter();

    [GeneratedRegex(@" [A-Z][a-z]{2} [ \d]\d (?:\d\d:\d\d| \d{4}) ")]
    private static partial Regex FileDate();

    // The size of a folder and the number of its links tell nothing.
    [GeneratedRegex(@"^(d\S+) +\d+ root +root +\d+ ", RegexOptions.Multiline)]
    private static partial Regex FolderSize();

    [GeneratedRegex(@"^\d+: (?=\S+: <)", RegexOptions.Multiline)]
    private static partial Regex InterfaceIndex();

    [GeneratedRegex(@"@if\d+ +")]
    private static partial Regex PeerIndex();

    // Which cable was plugged in first is up to the lab.
    [GeneratedRegex(@"^(eth0\.1@ifN .*\n)(eth0\.2@ifN .*\n)", RegexOptions.Multiline)]
    private static partial Regex Cables();

    // Debian's busybox counts blocks.
    [GeneratedRegex(@"^total \d+\n", RegexOptions.Multiline)]
    private static partial Regex Total();

    // The lab's lease comes before the kernel is sure of the IPv6 address.
    [GeneratedRegex(@"(?<=scope link )tentative ")]
    private static partial Regex Tentative();

    [GeneratedRegex(@"^\t\t\d+(?=,?$)", RegexOptions.Multiline)]
    private static partial Regex Load();

    // `grep -n` on the rendered ruleset, of which the stand-in prints a part.
    [GeneratedRegex(@"^\d+:(?=\t)", RegexOptions.Multiline)]
    private static partial Regex GrepNumber();

    [GeneratedRegex(@"\b(packets|errors|dropped|overruns|frame|carrier):\d+")]
    private static partial Regex PacketCounters();

    [GeneratedRegex(@"bytes:\d+ \([\d.]+ \w+\)")]
    private static partial Regex Bytes();

    [GeneratedRegex(@"(?<=') @[0-9a-f]{8}$", RegexOptions.Multiline)]
    private static partial Regex ObjectId();

    [GeneratedRegex(@"""(kernel|system|rootfs_type)"": ""[^""]*""")]
    private static partial Regex OtherHost();

    // Says where the recorded router was built to look for updates.
    [GeneratedRegex(@"^\t+""firmware_url"": .*\n", RegexOptions.Multiline)]
    private static partial Regex Firmware();

    [GeneratedRegex(@"(?<=udhcpc: started, )v[\d.]+")]
    private static partial Regex BusyboxVersion();

    [GeneratedRegex(@"\d\dh:\d\dm:\d\ds")]
    private static partial Regex Duration();

    [GeneratedRegex(@"\bfd[0-9a-f]{2}:[0-9a-f]{1,4}:[0-9a-f]{1,4}(?=::)")]
    private static partial Regex Prefix();

    // 52:54:00 are the MACs that the lab or the user chose.
    [GeneratedRegex(@"(?<=fe80::)(?!5054:ff:fe)[0-9a-f]{1,4}:[0-9a-f]{0,2}ff:fe[0-9a-f]{2}:[0-9a-f]{1,4}")]
    private static partial Regex LinkLocal();

    [GeneratedRegex(@"\b(?!52:54:00|00:00:00|ff:ff:ff)(?:[0-9a-f]{2}:){5}[0-9a-f]{2}\b", RegexOptions.IgnoreCase)]
    private static partial Regex Mac();

    [GeneratedRegex(@"\b100\.64\.0\.(?:1\d\d|2[0-4]\d|250)\b")]
    private static partial Regex Lease();

    // The client says once more that it is looking, when the server takes its time.
    [GeneratedRegex(@"^(.*udhcpc: broadcasting discover)(?:\n\1)+$", RegexOptions.Multiline)]
    private static partial Regex Duplicate();
}
