using MultiDial.Remote;

namespace MultiDial.Tests;

/// <summary>The script of Test-WanConnectivity, in a shell of this computer.</summary>
public sealed class ProbeScriptTests
{
    private const int Rounds = 100;

    // A ping that has the script stopped as it begins, which is before its number is noted in one round of twenty or so.
    private const string Round = """
        me=$$ TARGETS='1.1.1.1 8.8.8.8 223.5.5.5' COUNT=1 SECONDS_EACH=1 LINES=0 STOPPED= PINGS= TIMER= WORK=$(mktemp -d)
        ping() { kill -TERM $me; sleep 1; echo 'it lives on' >&3; }
        guard
        ping_line 0 wan eth0
        for ping in $PINGS; do wait "$ping"; done
        """;

    [Fact]
    public async Task A_ping_that_has_just_begun_ends_with_the_test()
    {
        string round = RouterScript.Library("probe") + '\n' + Round;
        Assert.Equal("", await Transport.Tool.RunAsync("busybox", "sh", "-c", $"exec 3>&1; for round in $(seq {Rounds}); do busybox sh -c \"$0\"; done; :", round));
    }
}
