namespace MultiDial.Tests.Guard.Campaign;

/// <summary>What came of a change with a fault.</summary>
/// <param name="output">What campaign.sh prints: lines, each of a word and what it is about.</param>
internal sealed class CampaignReport(string output)
{
    private const string Before = "old / old";
    private const string Later = "t9 / t9";

    private readonly string[] _lines = output.Split('\n');

    /// <summary>Whether the fault came; a script may end before the program that it was to strike.</summary>
    internal bool IsStruck => Find("struck") is not null;

    /// <summary>What is wrong; nothing if all is well.</summary>
    internal IEnumerable<string> Judge(string scenario)
    {
        if (Find("traces") is not { } traces)
        {
            yield return "it did not come to its end";
            yield break;
        }

        // Of two changes the first one is never confirmed.
        (string token, string asked) = scenario switch { "waiting" => ("t2", "t2 / t2"), "single" => ("t1", "t1 / old"), _ => ("t1", "t1 / t1") };
        string? files = Find("settled");
        if (files != Before && files != asked)
        {
            yield return $"the files are neither as before nor as asked: {files}";
        }

        if (Find("over") != files)
        {
            yield return $"it was over, and the files changed: {Find("over")}, then {files}";
        }

        string said = Find("said " + token) ?? "";
        bool isKept = Says(said, "kept", "state confirmed");
        bool isBack = Says(said, "state rolledback", "failed");
        if ((isKept && files != asked) || (isBack && files != Before))
        {
            yield return $"what was said is not true: {said}";
        }

        if (token == "t2" && Says(Find("said t1") ?? "", "kept", "state confirmed"))
        {
            yield return "nobody has confirmed the first one";
        }

        if (Find("late") is { } late)
        {
            yield return $"it was not over in time: {late}";
        }

        if (Find("later") != Later)
        {
            yield return $"the next change did not come: {Find("later")}, {Find("said t9")}";
        }

        if (traces.Length > 0)
        {
            yield return $"something is left: {traces}";
        }
    }

    public override string ToString() => output;

    private static bool Says(string said, params string[] parts) => parts.Any(part => said.Contains("@@ " + part, StringComparison.Ordinal));

    private string? Find(string word) => _lines.FirstOrDefault(line => line == word || line.StartsWith(word + " ", StringComparison.Ordinal))?[word.Length..].TrimStart();
}
