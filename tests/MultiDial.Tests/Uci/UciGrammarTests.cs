using MultiDial.Uci;

namespace MultiDial.Tests.Uci;

/// <summary>Files with what `uci -n export` prints of them, taken from the real program.</summary>
public sealed class UciGrammarTests
{
    [Theory]
    [InlineData("config t\n\toption x a'b c'd\"e f\"\\ g\n", "\nconfig t 'cfg01b619'\n\toption x 'ab cde f g'\n\n")]
    [InlineData("config t\n\toption x 'it'\\''s'\n", "\nconfig t 'cfg01b619'\n\toption x 'it'\\''s'\n\n")]
    [InlineData("config t\n\toption x \"say \\\"hi\\\" \\\\ \\n $HOME `id`\"\n", "\nconfig t 'cfg01b619'\n\toption x 'say \"hi\" \\ n $HOME `id`'\n\n")]
    [InlineData("config t\n\toption x 'a\\b\\\\c'\n", "\nconfig t 'cfg01b619'\n\toption x 'a\\b\\\\c'\n\n")]
    [InlineData("config t\n\toption x a\\\nb\n", "\nconfig t 'cfg01b619'\n\toption x 'ab'\n\n")]
    [InlineData("config t\n\toption x \"a\\\nb\"\n", "\nconfig t 'cfg01b619'\n\toption x 'ab'\n\n")]
    [InlineData("config t\n\toption x 'a\nb\n'\n", "\nconfig t 'cfg01b619'\n\toption x 'a\nb\n'\n\n")]
    [InlineData("config t\n\toption x a#b\n", "\nconfig t 'cfg01b619'\n\toption x 'a'\n\n")]
    [InlineData("config t\n\toption x a #b\n", "\nconfig t 'cfg01b619'\n\toption x 'a'\n\n")]
    [InlineData("config t\n\toption x 'a#b' # c 'd\n", "\nconfig t 'cfg01b619'\n\toption x 'a#b'\n\n")]
    [InlineData("config t n\noption x 'a';option y 'b'\n", "\nconfig t 'n'\n\toption x 'a'\n\toption y 'b'\n\n")]
    [InlineData("config t n\noption x a ;option y b\n", "\nconfig t 'n'\n\toption x 'a'\n\toption y 'b'\n\n")]
    [InlineData("config t n\noption x a;option y b\n", "\nconfig t 'n'\n\toption x 'a'\n\n")]
    [InlineData("config t n\noption x a;option y b\noption z c\n", "\nconfig t 'n'\n\toption x 'a'\n\toption z 'c'\n\n")]
    [InlineData("config t n ;option x a\n", "\nconfig t 'n'\n\toption x 'a'\n\n")]
    [InlineData("c t n\no x a\nl y b\nl y c\np other\n", "\nconfig t 'n'\n\toption x 'a'\n\tlist y 'b'\n\tlist y 'c'\n\n")]
    [InlineData("package 'a-b'\nconfig t\n", "\nconfig t 'cfg01b619'\n\n")]
    [InlineData("config t\noption x a\noption y b\noption x c\n", "\nconfig t 'cfg01b619'\n\toption x 'c'\n\toption y 'b'\n\n")]
    [InlineData("config t\noption x a\nlist x b\n", "\nconfig t 'cfg01b619'\n\tlist x 'a'\n\tlist x 'b'\n\n")]
    [InlineData("config t\nlist x a\nlist x b\noption x c\n", "\nconfig t 'cfg01b619'\n\toption x 'c'\n\n")]
    [InlineData("config t\noption x ''\noption x\noption y a\noption y ''\n", "\nconfig t 'cfg01b619'\n\toption y 'a'\n\n")]
    [InlineData("config t\nlist x ''\nlist x a\n", "\nconfig t 'cfg01b619'\n\tlist x ''\n\tlist x 'a'\n\n")]
    [InlineData("config t ''\n", "\nconfig t 'cfg01b619'\n\n")]
    [InlineData("config t n\noption x a\nconfig t\nconfig t n\noption y b\noption x c\n", "\nconfig t 'n'\n\toption x 'c'\n\toption y 'b'\n\nconfig t 'cfg02b619'\n\n")]
    [InlineData("config t\r\n\toption x 'a'\r\n\toption y b\r\n", "\nconfig t 'cfg01b619'\n\toption x 'a'\n\toption y 'b'\n\n")]
    [InlineData("config t\n\toption x a '' option y b\n", "\nconfig t 'cfg01b619'\n\toption x 'a'\n\toption y 'b'\n\n")]
    [InlineData("config a.b-c!\n\toption x a\n", "\nconfig a.b-c! 'cfg015a67'\n\toption x 'a'\n\n")]
    [InlineData("config t\n\toption x\ta\n\v\f\n \t\n", "\nconfig t 'cfg01b619'\n\toption x 'a'\n\n")]
    [InlineData("\n# only\n", "\n")]
    [InlineData("", "\n")]
    [InlineData("config t\n\toption x a\\", "\nconfig t 'cfg01b619'\n\toption x 'a'\n\n")]
    [InlineData("config t\n\toption x a", "\nconfig t 'cfg01b619'\n\toption x 'a'\n\n")]
    [InlineData("config 't' 'n'\n\tlist 'x' \"a\"\n", "\nconfig t 'n'\n\tlist x 'a'\n\n")]
    [InlineData("config zone\nconfig defaults\nconfig zone\n", "\nconfig zone 'cfg01dc81'\n\nconfig defaults 'cfg02e63d'\n\nconfig zone 'cfg03dc81'\n\n")]
    public void What_uci_reads_is_read_alike_and_written_back_untouched(string text, string export)
    {
        UciPackage package = UciPackage.Parse("p", text);
        Assert.Equal($"package p\n{export}", UciPrint.Export(package, withMadeUpNames: true));
        Assert.Equal(text, package.ToText());
        Assert.Equal(text, package.Clone().ToText());
    }

    [Theory]
    [InlineData("config t\n\toption x a\\\n b\n", "too many arguments", 3, 15)]
    [InlineData("config t\n\toption x \\\n\t\ta\n", "too many arguments", 3, 15)]
    [InlineData("config t ;option x a\n", "too many arguments", 1, 17)]
    [InlineData("config bad 'unterminated\n", "EOF with unterminated '", 1, 25)]
    [InlineData("config interface 'a'\n\toptoin x 1\n", "invalid command", 2, 1)]
    [InlineData("config a \"x\n\ny", "EOF with unterminated \"", 2, 14)]
    [InlineData("option x y\n", "option/list command found before the first section", 1, 0)]
    [InlineData("\tlist x y\n", "option/list command found before the first section", 1, 1)]
    [InlineData("config", "config without name", 0, 0)]
    [InlineData("config\n", "invalid command", 1, 0)]
    [InlineData("config \n", "insufficient arguments", 1, 8)]
    [InlineData("config t\noption", "option without name", 1, 0)]
    [InlineData("config t\noption \n", "insufficient arguments", 2, 8)]
    [InlineData("config t\n\toption x-y 1\n", "invalid character in name field", 2, 12)]
    [InlineData("config t a-b\n", "invalid character in name field", 1, 13)]
    [InlineData("config 'a b'\n", "invalid character in type field", 1, 13)]
    [InlineData("config t n o\n", "too many arguments", 1, 13)]
    [InlineData("config t\noption x a b\n", "too many arguments", 2, 13)]
    [InlineData("config t n\nconfig u n\n", "section of different type overwrites prior section with same name", 2, 11)]
    [InlineData("package\n", "invalid command", 1, 0)]
    [InlineData("package a.b\n", "invalid character in name field", 1, 12)]
    [InlineData("package ", "insufficient arguments", 0, 8)]
    [InlineData("config t\noption x 'y';\n", "invalid command", 2, 13)]
    [InlineData("config t n ;;\n", "invalid command", 1, 12)]
    [InlineData("config t\noption '' a\n", "insufficient arguments", 2, 10)]
    [InlineData("foo", "invalid command", 0, 0)]
    [InlineData("a b\n", "invalid command", 1, 0)]
    [InlineData("  config t;\n config t ; option x y\n", "too many arguments", 2, 19)]
    [InlineData("config t\n\toption x 'a\nb' c\n", "too many arguments", 3, 18)]
    [InlineData("config t\n\toption x \\\n\\\ny z\n", "too many arguments", 4, 16)]
    [InlineData("config t\n\toption x \\\r\ny z\n", "too many arguments", 3, 15)]
    public void What_uci_refuses_is_refused_with_its_words(string text, string reason, int line, int offset)
    {
        UciSyntaxException error = Assert.Throws<UciSyntaxException>(() => UciPackage.Parse("p", text));
        Assert.Equal($"p: Parse error ({reason}) at line {line}, byte {offset}", error.Message);
        Assert.Equal(("p", reason, line, offset), (error.Package, error.Reason, error.Line, error.Byte));
    }

    [Fact]
    public void The_remains_of_a_crash_are_refused()
    {
        UciSyntaxException error = Assert.Throws<UciSyntaxException>(() => UciPackage.Parse("p", "config t\n\toption x 'a\0\0'\n"));
        Assert.Equal(("NUL byte", 2, 12), (error.Reason, error.Line, error.Byte));
    }

    [Fact]
    public void Text_that_was_decoded_too_early_is_refused() =>
        Assert.Throws<ArgumentException>(() => UciPackage.Parse("p", "config t\n\toption x '\u4E2D'\n"));
}
