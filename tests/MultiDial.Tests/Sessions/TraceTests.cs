using System.Management.Automation;
using System.Net;
using System.Text.RegularExpressions;
using MultiDial.Remote;

namespace MultiDial.Tests.Sessions;

/// <summary>What -Verbose and -Debug tell of a change.</summary>
public sealed partial class TraceTests : IDisposable
{
    private readonly FakeRouter _router = new(States.Modern());
    private readonly Engine _engine;

    public TraceTests() => _engine = new Engine(_router);

    public void Dispose() => _engine.Dispose();

    [Theory]
    [InlineData("swordfish")]
    [InlineData("xyzzy'plugh \"qux\" %s %n $(quux)  corge grault")]
    [InlineData("'\\''xyzzy\\plugh 宽带密码")]
    public void Debug_shows_what_is_sent_and_answered_and_no_piece_of_a_password(string password)
    {
        New(password, "-Debug");
        Assert.Contains(ByteText.FromText(password.Split('\'', '\\')[^1]), ByteText.FromText(_router.Parts["config/network"]), StringComparison.Ordinal);
        string shown = string.Join('\n', [.. _engine.Debug, .. _engine.Verbose, .. _engine.Warnings, _engine.Host.Text.ToString()]);
        Assert.Contains("Bytes sent to 'router': ", shown, StringComparison.Ordinal);
        Assert.Contains("flash_stage 'network' '", shown, StringComparison.Ordinal);
        Assert.Matches(Answered(), shown);
        Assert.Contains("option password '***'", shown, StringComparison.Ordinal);
        Assert.Contains("option username 'user@isp'", shown, StringComparison.Ordinal);
        Assert.All(Pieces().Matches(password), piece => Assert.DoesNotContain(piece.Value, shown, StringComparison.Ordinal));
    }

    [Fact]
    public void Debug_shows_a_read_and_each_half_of_a_change()
    {
        New("swordfish", "-Debug");
        Assert.Equal(["read_state", "begin_turn", "answer_confirm"], _engine.Debug.Select(text => Called().Match(text).Groups[1].Value));
    }

    [Fact]
    public void Verbose_tells_the_steps_in_words()
    {
        New("swordfish", "-Verbose");
        Assert.Contains("Reading 'router'.", _engine.Verbose);
        Assert.Contains("Changing 'router': network, firewall, mwan3.", _engine.Verbose);
        Assert.Contains("Confirming the change of 'router' over a new connection.", _engine.Verbose);
        Assert.Empty(_engine.Debug);
    }

    [Fact]
    public void Without_either_nothing_is_told()
    {
        New("swordfish", "");
        Assert.Empty(_engine.Debug.Concat(_engine.Verbose));
    }

    private void New(string password, string more)
    {
        _engine.Run($"New-MultiDial -Line 3 -Protocol Pppoe -Credential $credential -Timeout 0 {more}",
            ("credential", new PSCredential("user@isp", new NetworkCredential("", password).SecurePassword)));
        Assert.Empty(_engine.Errors);
    }

    [GeneratedRegex(@"The answer came after \d+ ms \(bytes: \d+, exit status: 0\)\.")]
    private static partial Regex Answered();

    [GeneratedRegex(@"^(read_state|begin_turn|answer_confirm)\b", RegexOptions.Multiline)]
    private static partial Regex Called();

    [GeneratedRegex(@"[\p{L}()$%]{2,}")]
    private static partial Regex Pieces();
}
