namespace MultiDial.Tests.Scripts;

/// <summary>mwan3-status.sh.</summary>
public sealed class Mwan3StatusScriptTests : SandboxTests
{
    [Fact]
    public async Task The_notes_of_a_tracker_are_told_in_the_words_of_mwan3s_own_answer()
    {
        Note("wan", "STATUS", "online");
        Note("wan", "ONLINE", "0");
        Note("wan", "TRACK_1.1.1.1", "up");
        Note("wan", "LATENCY_1.1.1.1", "12");
        Note("wan", "LOSS_1.1.1.1", "25");
        Note("wan", "TRACK_2606:4700::1111", "down");
        Note("wan", "TRACK_OUTPUT", "PING 1.1.1.1");
        Note("wan2", "STATUS", "disabled");
        Assert.Equal(
            """{"interfaces":{"wan":{"status":"online","running":true,"track_ip":[{"ip":"1.1.1.1","status":"up","latency":12,"packetloss":25},{"ip":"2606:4700::1111","status":"down","latency":0,"packetloss":0}]},"wan2":{"status":"disabled","running":false,"track_ip":[]}}}""" + "\n",
            await Router.RunAsync("mwan3-status", "mw_status_say wan wan2"));
    }

    [Fact]
    public async Task How_long_it_is_online_counts_from_the_uptime_in_the_note()
    {
        Note("wan", "STATUS", "online");
        Assert.Equal("7\n", await Router.RunAsync("mwan3-status", """
            read -r now _ </proc/uptime
            echo $((${now%.*} - 7)) >/var/run/mwan3track/wan/ONLINE
            text=$(mw_status_say)
            text=${text##*'"online":'}
            text=${text%%,*}
            [ "$text" != 8 ] || text=7
            echo "$text"
            """));
    }

    [Theory]
    [InlineData("STATUS", "on\"line", """{"interfaces":{"wan":{"status":"","running":false,"track_ip":[]}}}""")]
    [InlineData("STATUS", "\u001b[31monline", """{"interfaces":{"wan":{"status":"","running":false,"track_ip":[]}}}""")]
    [InlineData("ONLINE", "$(reboot)", """{"interfaces":{"wan":{"status":"online","running":false,"track_ip":[]}}}""")]
    [InlineData("ONLINE", "08", """{"interfaces":{"wan":{"status":"online","running":false,"track_ip":[]}}}""")]
    [InlineData("TRACK_a\"b", "up", """{"interfaces":{"wan":{"status":"online","running":false,"track_ip":[]}}}""")]
    [InlineData("TRACK_1.1.1.1", "", """{"interfaces":{"wan":{"status":"online","running":false,"track_ip":[{"ip":"1.1.1.1","status":"","latency":0,"packetloss":0}]}}}""")]
    public async Task What_no_tracker_notes_spoils_nothing_else(string note, string text, string expected)
    {
        Note("wan", "STATUS", "online");
        Note("wan", note, text);
        Assert.Equal(expected + "\n", await Router.RunAsync("mwan3-status", "mw_status_say"));
    }

    [Fact]
    public async Task Where_nothing_is_tracked_nothing_is_said() =>
        Assert.Equal("""{"interfaces":{}}""" + "\n", await Router.RunAsync("mwan3-status", "mw_status_say"));

    private void Note(string line, string name, string text) => Router.Write($"/var/run/mwan3track/{line}/{name}", text + "\n");
}
