using System.Globalization;

namespace MultiDial.Tests.Guard.Campaign;

/// <summary>A scenario without a fault.</summary>
internal sealed class CampaignRecord
{
    internal CampaignRecord(string output)
    {
        string[] lines = output.Split('\n');
        Report = new CampaignReport(output);
        Programs = int.Parse(After(lines, "programs ").Single(), CultureInfo.InvariantCulture);
        States = [.. After(lines, "state ")];
    }

    internal CampaignReport Report { get; }

    /// <summary>How many programs the scripts run.</summary>
    internal int Programs { get; }

    /// <summary>The states in which a power cut may leave the flash, each with the last moment at which it may.</summary>
    internal string[] States { get; }

    private static IEnumerable<string> After(string[] lines, string word) =>
        lines.Where(line => line.StartsWith(word, StringComparison.Ordinal)).Select(line => line[word.Length..]);
}
