using System.Text.RegularExpressions;

namespace MultiDial.Tests.Scripts;

/// <summary>barrier.sh: a pppd stands here that notes when it has read its options, which is when it would call.</summary>
public sealed class BarrierScriptTests : SandboxTests
{
    private const string Ready = "barrier_lock; barrier_mount || echo no barrier; barrier_begin 1; BARRIER_LISTEN=1\n" + Dial;

    // As netifd starts it, which has none of the script's files open.
    private const string Dial = "dial() { exec /usr/sbin/pppd nodetach ipparam $1 8>&- 9>&-; }\n";

    private const string Pppd = """
        #!/bin/sh
        for word in "$@"; do
        	[ "$last" != ipparam ] || name=$word
        	[ "$last" != file ] || exec 5<"$word"
        	last=$word
        done
        [ -z "$word" ] || cat <&5 2>/dev/null
        echo "$name calls" >>/calls

        """;

    [Fact]
    public async Task Who_is_held_waits_for_the_others_and_nobody_else_does()
    {
        string output = await Router.RunAsync("barrier", Ready + """
            for name in wan wan2; do barrier_expect $name; dial $name & done
            barrier_gather 1 'wan wan2' && echo gathered
            barrier_has 1 wan && ! barrier_has 1 wan3 && echo known
            /usr/sbin/pppd ipparam wan3
            cat /calls
            barrier_open 1 'wan wan2'
            wait
            echo "spread $BARRIER_SPREAD"
            barrier_release
            barrier_remove
            grep -c pppd /proc/mounts
            find /var/run/multidial; echo end
            """);
        Assert.StartsWith("gathered\nknown\nwan3 calls\nspread -\n0\n/var/run/multidial\nend\n", output, StringComparison.Ordinal);
        Assert.Equal(["wan calls", "wan2 calls", "wan3 calls"], Router.Calls.Order());
        Assert.Contains("wan3 calls", Router.Calls[0], StringComparison.Ordinal);
        Assert.Equal(Pppd, Router.Read("/usr/sbin/pppd"));
    }

    [Fact]
    public async Task Who_comes_a_second_time_has_lost_and_waits_for_the_next_try()
    {
        string output = await Router.RunAsync("barrier", Ready + """
            barrier_expect wan; dial wan &
            barrier_gather 1 wan; barrier_open 1 wan; wait
            dial wan &
            barrier_gather 2 wan && barrier_has_lost 1 wan && echo lost
            barrier_release; wait; barrier_remove
            """);
        Assert.StartsWith("lost\n", output, StringComparison.Ordinal);
        Assert.Equal(["wan calls", "wan calls"], Router.Calls);
    }

    [Fact]
    public async Task Whoever_waits_goes_on_when_the_process_that_dials_is_killed()
    {
        string dying = Sandbox.Script("barrier", Ready + "barrier_expect wan; barrier_expect wan2; dial wan & barrier_gather 1 wan; kill -KILL $$");
        string next = Sandbox.Script("barrier", "barrier_lock && barrier_is_mine && echo locked; ls $BARRIER_FOLDER; barrier_remove; ls $OWN_FOLDER; echo end");
        string output = await Router.RunAsync($"cat >/dying <<'EOF'\n{dying}EOF\nsh /dying; {Until("grep -q 'wan calls' /calls")} /usr/sbin/pppd ipparam wan2; cat >/next <<'EOF'\n{next}EOF\nsh /next");
        Assert.StartsWith("locked\nend\n", output, StringComparison.Ordinal);
        Assert.Equal(["wan calls", "wan2 calls"], Router.Calls);
    }

    [Fact]
    public async Task What_was_being_dialled_comes_up_again_after_a_dead_dialler()
    {
        Router.Program("ubus");
        Router.Write("/var/run/multidial/dial/group", "wan wan2\n");
        Assert.Equal("0\n", await Router.RunAsync("barrier", "ln -s 99999:1 $BARRIER_LOCK; barrier_lock; echo $?"));
        Assert.Equal(["ubus call network.interface.wan up", "ubus call network.interface.wan2 up"], Router.Calls);
    }

    [Fact]
    public async Task One_at_a_time() => Assert.Equal(
        "busy\nheld\nheld\nfree\n", await Router.RunAsync("barrier", """
            own_folder dial
            usleep 30000000 &
            own_start $! && ln -s "$!:$OWN_START" $BARRIER_LOCK
            barrier_hold 1 || echo busy
            barrier_is_busy && echo held
            barrier_remove
            barrier_is_busy && echo held
            kill $!; wait
            barrier_is_busy || echo free
            """));

    // Each one dies with the lock in one round of three.
    [Fact]
    public async Task Of_all_who_come_after_a_dead_dialler_one_at_a_time_dials()
    {
        string dialler = Sandbox.Script("barrier", """
            for round in $(seq 100); do
            	barrier_lock || { usleep 1000; continue; }
            	mkdir /dials || echo 'two at a time' >>/calls
            	usleep 2000
            	echo one >>/calls
            	rmdir /dials
            	[ $((($$ + round) % 3)) -gt 0 ] || kill -KILL $$
            	barrier_remove
            done
            """);
        await Router.RunAsync($"cat >/dialler <<'EOF'\n{dialler}EOF\nfor one in $(seq 50); do sh /dialler & usleep 20000; done; wait");
        Assert.Equal(["one"], Router.Calls.Distinct());
    }

    [Fact]
    public async Task A_process_with_the_number_of_a_dead_dialler_is_not_taken_for_it()
    {
        string dying = Sandbox.Script("barrier", Ready + "barrier_expect wan; kill -KILL $$");
        string next = Sandbox.Script("barrier", "barrier_is_busy || echo free; barrier_lock && echo locked");
        string output = await Router.RunAsync($$"""
            cat >/dying <<'EOF'
            {{dying}}
            EOF
            cat >/next <<'EOF'
            {{next}}
            EOF
            sh /dying & dead=$!
            wait $dead
            echo $((dead - 1)) >/proc/sys/kernel/ns_last_pid
            usleep 30000000 & [ $! = $dead ] && echo again
            sh /next
            timeout 5 /usr/sbin/pppd ipparam wan
            """);
        Assert.StartsWith("again\nfree\nlocked\n", output, StringComparison.Ordinal);
        Assert.Equal(["wan calls"], Router.Calls);
    }

    [Fact]
    public async Task The_time_between_the_calls_is_taken_from_the_kernels_list()
    {
        string script = Sandbox.Script("barrier", "BARRIER_LISTEN=100000; barrier_measure 'wan wan2'; echo $BARRIER_SPREAD");
        const string Head = "sk RefCnt Type Proto Iface R Rmem User Inode\n";
        Router.Write("/packets", Head + "1 3 2 8863 5 1 0 0 1234\n2 3 2 0003 5 1 0 0 9999\n");
        Router.Write("/more", Head + "1 3 2 8863 5 1 0 0 1234\n3 3 2 8863 6 1 0 0 1235\n");
        string output = await Router.RunAsync("( sleep 1; sleep 1; sleep 1; cp /more /packets ) &\n" + Regex.Replace(script, "/proc/net/packet", "/packets"));
        Assert.InRange(int.Parse(output.Trim(), System.Globalization.CultureInfo.InvariantCulture), 1, 1000);
    }

    [Fact]
    public async Task Without_pppd_there_is_no_barrier()
    {
        Router.Delete("/usr/sbin/pppd");
        Assert.StartsWith("no barrier\n", await Router.RunAsync("barrier", Ready), StringComparison.Ordinal);
    }

    private protected override void Prepare() => Router.Write("/usr/sbin/pppd", Pppd);

    private static string Until(string condition) => $"for i in $(seq 500); do {condition} && break; sleep 1; done;";
}
