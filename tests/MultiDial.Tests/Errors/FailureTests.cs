using MultiDial.Errors;
using MultiDial.Remote;
using MultiDial.Router;

namespace MultiDial.Tests.Errors;

/// <summary>The ids of what fails on the router, by what the scripts say.</summary>
public sealed class FailureTests
{
    [Theory]
    [InlineData("changed network", ErrorId.ConfigurationChanged, "/etc/config/network")]
    [InlineData("full network", ErrorId.NoSpace, "/etc/config/network could not be written")]
    [InlineData("full multidial-watch", ErrorId.NoSpace, "multidial-watch could not be written")]
    [InlineData("full /var/run/multidial", ErrorId.NoSpace, "/var/run/multidial could not be written on 'router': /tmp, which is memory, is full")]
    [InlineData("full", ErrorId.NoSpace, "The flash of 'router' is full")]
    [InlineData("busy", ErrorId.RouterBusy, "'router' is busy")]
    [InlineData("unarmed", ErrorId.NotGuarded, "roll the change back by itself")]
    [InlineData("command ifup wan2", ErrorId.RemoteCommandFailed, "'ifup wan2' failed on 'router'. The router's message: no such interface")]
    public void A_script_that_gave_up_has_an_id_for_its_reason(string said, ErrorId id, string words)
    {
        var error = Assert.Throws<MultiDialException>(() => Answer(said).ThrowIfFailed(new FakeRouter([]).Session, Result(1, "no such interface\n")));
        Assert.Equal(id, error.Id);
        Assert.Contains(words, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_script_that_was_stopped_is_no_error_of_its_own() =>
        Assert.Throws<OperationCanceledException>(() => Answer("stopped").ThrowIfFailed(new FakeRouter([]).Session, Result(1, "")));

    [Theory]
    [InlineData(127, "jsonfilter: not found\n", "'router' failed. The exit status was 127. The router's message: jsonfilter: not found")]
    [InlineData(null, "", "'router' failed. A signal ended it. The router gave no message.")]
    public void A_script_that_did_not_come_to_its_end_has_failed(int? exitStatus, string words, string message)
    {
        var error = Assert.Throws<MultiDialException>(() => RouterAnswer.ReadWhole(new FakeRouter([]).Session, "marker", Result(exitStatus, words), "'router' failed."));
        Assert.Equal((ErrorId.RemoteCommandFailed, message), (error.Id, error.Message));
    }

    [Fact]
    public void A_file_that_uci_would_refuse_is_unreadable_and_keeps_the_cause()
    {
        var error = Assert.Throws<MultiDialException>(() => States.Of(States.Modern(), ("config/network", "config interface wan\n\toption")).Package("network"));
        Assert.Equal(ErrorId.UnreadableConfiguration, error.Id);
        Assert.IsType<MultiDial.Uci.UciSyntaxException>(error.InnerException);
    }

    private static RouterAnswer Answer(string failure) => new([new("failed", failure + "\n")]);

    private static RemoteResult Result(int? exitStatus, string words) => new(exitStatus, [], System.Text.Encoding.UTF8.GetBytes(words));
}
