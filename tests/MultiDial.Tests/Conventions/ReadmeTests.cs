using System.Text.RegularExpressions;

namespace MultiDial.Tests.Conventions;

/// <summary>What README.md tells somebody who has just come.</summary>
public sealed partial class ReadmeTests
{
    private static string Text => File.ReadAllText(Module.PathOf("README.md"));

    [Fact]
    public void The_first_commands_work_on_a_router_fresh_from_the_box()
    {
        string first = Text.Split("```powershell\n")[1].Split("```")[0];
        Assert.InRange(first.IndexOf("Install-OpenWrtPackage kmod-macvlan", StringComparison.Ordinal), 0, first.IndexOf("New-MacvlanDevice", StringComparison.Ordinal));
    }

    [Fact]
    public void What_the_installation_needs_is_said_before_it()
    {
        string install = Text.Split("## Install\n")[1].Split("```")[0];
        Assert.Contains("PowerShell 7.6", install, StringComparison.Ordinal);
        Assert.Contains(".NET SDK 10", install, StringComparison.Ordinal);
    }

    // What differs is the comments behind the commands.
    [Fact]
    public void The_Chinese_one_has_the_same_commands_chapters_and_links()
    {
        string chinese = File.ReadAllText(Module.PathOf("README.zh-CN.md"));
        Assert.Equal(Commands(Text), Commands(chinese));
        Assert.Equal(Chapters(Text), Chapters(chinese));
        Assert.Equal(Inline().Matches(Prose(Text)).Select(match => match.Value).Order(StringComparer.Ordinal), Inline().Matches(Prose(chinese)).Select(match => match.Value).Order(StringComparer.Ordinal));
        Assert.Contains("](README.zh-CN.md)", Text, StringComparison.Ordinal);
        Assert.Contains("](README.md)", chinese, StringComparison.Ordinal);
    }

    private static IEnumerable<string> Commands(string text) => Block().Matches(text).Select(block => Comment().Replace(block.Value, ""));

    // How many paragraphs each chapter has.
    private static IEnumerable<int> Chapters(string text) =>
        Prose(text).Split("\n## ").Select(chapter => chapter.Split("\n\n", StringSplitOptions.RemoveEmptyEntries).Length);

    private static string Prose(string text) => Block().Replace(text, "");

    [GeneratedRegex(@"^ *```[\s\S]*?^ *```", RegexOptions.Multiline)]
    private static partial Regex Block();

    [GeneratedRegex(@" +# .*$", RegexOptions.Multiline)]
    private static partial Regex Comment();

    // Code in the text, and where a link leads, except from one README to the other.
    [GeneratedRegex(@"`[^`\n]+`|(?<=\]\()(?!README)[^)]+")]
    private static partial Regex Inline();
}
