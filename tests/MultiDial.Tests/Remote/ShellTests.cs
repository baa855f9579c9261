using System.Diagnostics;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using MultiDial.Remote;

namespace MultiDial.Tests;

/// <summary>A real shell is the judge.</summary>
public sealed class ShellTests
{
    private const string Terminator = "\u0001";

    [Fact]
    public void A_shell_reads_every_quoted_text_as_it_was()
    {
        Prop.ForAll(ArbMap.Default.ArbFor<string[]>(), Survive).Check(Config.QuickThrowOnFailure.WithMaxTest(60));
    }

    [Fact]
    public void Nothing_in_a_text_is_run_or_expanded() =>
        Survive(["$(reboot)", "`reboot`", "$HOME", "a'b\"c\\d", "; reboot", "中文 密码", "line\nbreak", "*", "-n", "", " "]);

    [Fact]
    public void What_no_shell_word_can_hold_is_refused() => Assert.Throws<ArgumentException>(() => Shell.Quote("a\0b"));

    private static void Survive(string[] given)
    {
        string[] texts = [.. given.Select(text => Clean(text))];
        string script = string.Concat(texts.Select(text => $"printf '%s{Terminator}' {Shell.Quote(text)}\n"));
        using Process shell = Process.Start(new ProcessStartInfo("/bin/sh", "-s")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            StandardInputEncoding = new UTF8Encoding(false),
            StandardOutputEncoding = new UTF8Encoding(false),
        })!;
        shell.StandardInput.Write(script);
        shell.StandardInput.Close();
        string[] read = shell.StandardOutput.ReadToEnd().Split(Terminator)[..^1];
        Assert.Equal(texts, read);
    }

    // NUL is refused, and half a surrogate pair is no UTF-8 for any process.
    private static string Clean(string? text) =>
        string.Concat((text ?? string.Empty).EnumerateRunes().Where(rune => rune.Value > 1).Select(rune => rune.ToString()));
}
