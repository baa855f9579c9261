using System.Management.Automation;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using MultiDial.Commands;
using MultiDial.Errors;
using MultiDial.Tests.Conventions;
using MultiDial.Texts;
using MultiDial.Uci;

namespace MultiDial.Tests.Hostile;

/// <summary>No text of a router reaches a terminal as more than text.</summary>
public sealed partial class VisibleTextTests
{
    private const string Forged = "eth0.9\u001b[2K\u001b[1A\rthen reload nothing\nthen \u202edaolER \u009b2J\u007f";

    [Theory]
    [InlineData("plain 宽带 é 🙂", "plain 宽带 é 🙂")]
    [InlineData("a\u001b[2Jb", @"a\x1B[2Jb")]
    [InlineData("a\nb\r\nc\td", @"a\nb\r\nc\td")]
    [InlineData("\0\u007f\u0085", @"\x00\x7F\u0085")]
    [InlineData("\u202e\u2066\u200f\u061c\u2028", @"\u202E\u2066\u200F\u061C\u2028")]
    public void A_value_is_on_one_line_and_does_nothing(string value, string visible) => Assert.Equal(visible, VisibleText.Of(value));

    [Fact]
    public void Halves_of_pairs_are_written_out() => Assert.Equal(@"\uD83Dx\uDCFF🙂", VisibleText.Of("\ud83dx\udcff🙂"));

    [Fact]
    public void Lines_stay_lines_and_nothing_else() => Assert.Equal("a\nb\r\nc\td\\re\\x1B", VisibleText.Lines("a\nb\r\nc\td\re\u001b"));

    [Fact]
    public void What_is_not_there_is_not_there() => Assert.Null(VisibleText.Of(null));

    [Fact]
    public void A_preview_cannot_be_forged()
    {
        Dictionary<string, string> parts = States.Modern();
        parts["config/network"] = States.ModernNetwork.Replace("'eth0.2'", $"'{Forged}'", StringComparison.Ordinal);
        using var engine = new Engine(new FakeRouter(parts));
        engine.Run("Set-WanInterface wan -Device eth0.1 -WhatIf -Verbose -Debug");
        Assert.Empty(engine.Errors);
        string seen = engine.Host.Text.ToString();
        Assert.Contains(@"\x1B[2K\x1B[1A\rthen reload nothing\nthen \u202EdaolER \u009B2J\x7F", seen, StringComparison.Ordinal);
        Assert.DoesNotMatch(Control(), string.Concat([seen, .. engine.Verbose, .. engine.Debug, .. engine.Warnings]));
        Assert.DoesNotContain("\nthen reload nothing", seen, StringComparison.Ordinal);
    }

    [Fact]
    public void A_change_is_shown_as_text_and_its_values_are_what_they_are()
    {
        Dictionary<string, string> parts = States.Modern();
        parts["config/network"] = States.ModernNetwork.Replace("'eth0.2'", $"'{Forged}'", StringComparison.Ordinal);
        using var engine = new Engine(new FakeRouter(parts));
        engine.Run($"Update-FormatData -AppendPath '{Module.PathOf("bin", "MultiDial.Format.ps1xml")}'");
        engine.Run("Start-OpenWrtTransaction; Set-WanInterface wan -Device eth0.1 -Confirm:$false; $changes = Get-OpenWrtTransaction; Undo-OpenWrtTransaction");
        PSObject change = Assert.Single(engine.Run("$changes"));
        Assert.Equal(Forged, ((UciChange)change.BaseObject).OldValue);
        foreach (string view in new[] { "Format-Table", "Format-List", "Format-Wide -Property { $_.ToString() }" })
        {
            string shown = (string)Assert.Single(engine.Run($"$changes | {view} | Out-String -Width 400")).BaseObject;
            Assert.DoesNotMatch(Control(), shown);
        }

        Assert.Contains(@"\x1B[2K", (string)Assert.Single(engine.Run("$changes | Format-List | Out-String -Width 400")).BaseObject, StringComparison.Ordinal);
        Assert.Empty(engine.Errors);
    }

    [Fact]
    public void An_error_is_text_and_its_target_what_it_is()
    {
        ErrorRecord record = ErrorRecords.From(Error.FileExists("a\u001b[2Jb"));
        Assert.Equal("a\u001b[2Jb", record.TargetObject);
        Assert.All([record.Exception.Message, record.ToString(), record.ErrorDetails.Message, record.ErrorDetails.RecommendedAction, record.CategoryInfo.ToString()], text => Assert.DoesNotMatch(Control(), text));
    }

    [Fact]
    public void A_pending_change_is_text() => Assert.Equal(@"network.wan.proto='a\n\x1B'", new UciDifference("network", "wan", "proto", UciChangeKind.SetOption, null, "a\n\u001b").ToString());

    // The methods of the engine's own class write what they are given.
    [Fact]
    public void Every_cmdlet_writes_through_the_one_that_makes_texts_visible()
    {
        Assert.All(typeof(RouterCommand).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(Cmdlet)) && type != typeof(VisibleCmdlet)),
            type => Assert.True(type.IsSubclassOf(typeof(VisibleCmdlet)), type.Name));
        Assert.Empty(SourceCode.All<ParameterSyntax>()
            .Where(parameter => parameter.Type?.ToString() is "PSCmdlet" or "Cmdlet" && parameter.Parent?.Parent?.DescendantNodes().OfType<MemberAccessExpressionSyntax>()
                .Any(access => access.Expression.ToString() == parameter.Identifier.Text && Writes().IsMatch(access.Name.Identifier.Text)) == true)
            .Select(SourceCode.Place));
    }

    // Lines and tabs are layout.
    [GeneratedRegex(@"[\p{Cc}-[\n\r\t]]|\r(?!\n)|[\u202A-\u202E\u2066-\u2069\u200E\u200F\u061C\u2028\u2029]")]
    private static partial Regex Control();

    [GeneratedRegex("^(Write(?!Object)|Should|Throw)")]
    private static partial Regex Writes();
}
