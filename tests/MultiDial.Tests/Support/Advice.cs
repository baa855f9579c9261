using System.Management.Automation;
using System.Text.RegularExpressions;

namespace MultiDial.Tests;

/// <summary>What a user copies out of advice.</summary>
internal static partial class Advice
{
    /// <summary>The command of an error's advice, and all behind it: a comment that follows is one for PowerShell too.</summary>
    internal static string Command(ErrorRecord error) => Command(error.ErrorDetails.RecommendedAction);

    /// <summary>The command in a sentence, without the full stop of the sentence.</summary>
    internal static string Command(string? text)
    {
        Match command = CommandLine().Match(text ?? "");
        Assert.True(command.Success, $"No command in: {text}");
        return command.Value.TrimEnd('.');
    }

    [GeneratedRegex(@"(?:\b[A-Z][a-z]+-[A-Z]\w+|\bssh ).*")]
    private static partial Regex CommandLine();
}
