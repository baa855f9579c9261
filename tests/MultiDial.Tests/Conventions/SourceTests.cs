using System.Text.RegularExpressions;

namespace MultiDial.Tests.Conventions;

/// <summary>What holds for the source itself.</summary>
public sealed partial class SourceTests
{
    private const int MaxLines = 250;

    [Fact]
    public void A_file_can_be_read_in_one_go() => Assert.All(Module.Sources("src").Concat(Module.Sources("tests")).Concat(Module.Scripts), file =>
        Assert.True(File.ReadLines(file).Count() <= MaxLines, $"{file} has more than {MaxLines} lines."));

    // A change takes several of them into one shell, where the last one would win.
    [Fact]
    public void A_name_belongs_to_one_of_the_scripts_that_run_on_the_router() =>
        Assert.DoesNotContain(
            Lines(Module.Scripts).Select(line => (line.File, Name: Defined().Match(line.Text).Groups[1].Value)).Where(pair => pair.Name.Length > 0).Distinct().GroupBy(pair => pair.Name),
            group => group.Count() > 1);

    [Fact]
    public void Nothing_is_left_for_later_or_hidden() =>
        Assert.DoesNotContain(Lines(Module.Sources("src")), line => Unfinished().IsMatch(line.Text));

    [Fact]
    public void The_module_neither_sleeps_nor_writes_to_the_console() =>
        Assert.DoesNotContain(Lines(Module.Sources("src/MultiDial").Concat(Module.Sources("src/MultiDial.Model")).Concat(Module.Sources("src/MultiDial.Ssh"))), line => Forbidden().IsMatch(line.Text));

    [Fact]
    public void Cmdlets_alone_are_in_the_namespace_of_the_commands() =>
        Assert.All(Module.Cmdlets, cmdlet => Assert.Equal("MultiDial.Commands", cmdlet.Namespace));

    [GeneratedRegex(@"#region|\bTODO\b|\bFIXME\b|\bHACK\b|throw new NotImplementedException")]
    private static partial Regex Unfinished();

    [GeneratedRegex(@"^(\w+)(?:=|\(\))")]
    private static partial Regex Defined();

    [GeneratedRegex(@"Thread\.Sleep|\bConsole\.")]
    private static partial Regex Forbidden();

    private static IEnumerable<(string File, string Text)> Lines(IEnumerable<string> files) =>
        files.SelectMany(file => File.ReadLines(file).Select(text => (file, text)));
}
