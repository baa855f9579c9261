namespace MultiDial.Tests.Scripts;

/// <summary>
/// Somebody without rights is on the router too and makes first what the scripts are going to use: links, pipes, files and
/// folders. With the rights of root nothing comes of it, and nothing waits for it.
/// </summary>
public sealed class PlantedPathTests : SandboxTests
{
    private const string Ours = "/var/run/multidial";
    private const string InTmp = "/tmp/multidial*";

    // How each thing is planted at $1. What is in a folder are programs, by the names that the scripts have used at any time.
    private const string Plant = """
        to_folder() { ln -s /victim "$1"; }
        to_file() { ln -s /victim/file "$1"; }
        to_nowhere() { ln -s /victim/new "$1"; }
        to_process() { ln -s 1 "$1"; }
        pipe() { mkfifo "$1"; }
        file() { echo '#!/bin/sh
        echo stolen >>/calls' >"$1"; chmod 777 "$1"; }
        folder() {
        	mkdir "$1"
        	for name in gatekeeper script pppd; do file "$1/$name"; done
        	for name in group try held.wan2 at.1.wan2 lost.1.wan2 barrier.2; do echo 1 >"$1/$name"; done
        	mkfifo "$1/barrier.1" "$1/answer.wan"
        	chmod 777 "$1"
        }

        """;

    // A netifd that has two lines and starts pppd for the second one.
    private const string Netifd = """
        state() { [ -e "/up/$1" ] && echo true || echo false; }
        name=${2#network.interface.}
        case $* in
        *dump) for name in wan wan2; do echo "{\"interface\":\"$name\",\"autostart\":true,\"proto\":\"$([ $name = wan ] && echo dhcp || echo pppoe)\",\"up\":$(state $name)}"; done | paste -sd , | sed 's/.*/{"interface":[&]}/' ;;
        *status) echo "{\"l3_device\":\"dev-$name\",\"route\":[{\"target\":\"0.0.0.0\",\"nexthop\":\"100.64.0.1\"}]}" ;;
        *'wan2 up') /usr/sbin/pppd ipparam wan2 8>&- 9>&- & ;;
        *up) : >"/up/$name" ;;
        *down) rm -f "/up/$name" ;;
        esac
        """;

    private const string Pppd = """
        for word in "$@"; do
        	[ "$last" != file ] || exec 5<"$word"
        	last=$word
        done
        [ -e /proc/self/fd/5 ] && cat <&5
        : >/up/wan2
        """;

    private const string Dial = "BARRIER_LISTEN=1; dial_start 1.1.1.1 0 2 1 1 50 wan wan2; read_part end";

    // Three looks. The pipe that it sleeps on is opened before.
    private const string Watch = "BARRIER_LISTEN=1; watch_sleep() { ROUND=$((ROUND + 1)); [ $ROUND -le 3 ] || exit 0; }; watch_run 60 0 1 1.1.1.1 wan wan2";

    private static readonly string[] s_things = ["to_folder", "to_file", "to_nowhere", "to_process", "pipe", "file", "folder"];

    private static readonly Flow[] s_flows =
    [
        new("dial-start", Dial, Ours + "/dial", ["dial: try 1 - 2 online wan wan2 silent", "end:"]),
        new("watch", Watch, Ours + "/watch", ["logger -t multidial-watch watching wan wan2: 2 of 2 are to be online", "logger -t multidial-watch enough lines are online again: 2, 2 wanted"]),
    ];

    public static TheoryData<string, string> Everything => new MatrixTheoryData<string, string>(s_flows.Select(flow => flow.Script), s_things);

    [Theory]
    [MemberData(nameof(Everything))]
    public async Task What_is_planted_in_tmp_is_neither_used_nor_touched(string script, string thing)
    {
        Flow flow = Find(script);
        await EnemyAsync($"for name in dial dialling watch; do {thing} /tmp/multidial.$name; done; for pid in $(seq 50); do {thing} /tmp/multidial-watch.$pid; done");
        string before = await PlantedAsync(InTmp);
        Assert.Contains("/tmp/multidial-watch.1", before, StringComparison.Ordinal);
        Assert.Subset((await RunAsync(flow)).ToHashSet(), flow.Outcome.ToHashSet());
        Assert.DoesNotContain("stolen", Router.Calls);
        Assert.Equal(before, await PlantedAsync(InTmp));
    }

    // It can be so only if the router is not as OpenWrt makes it, since /var/run is root's.
    [Theory]
    [MemberData(nameof(Everything))]
    public async Task A_folder_that_is_not_ours_is_refused_and_named(string script, string thing)
    {
        Flow flow = Find(script);
        foreach (string path in new[] { Ours, flow.Folder })
        {
            await EnemyAsync($"{(path == Ours ? "" : $"mkdir -m 700 {Ours};")} {thing} {path}; chown -hR 65534 {path}", "root");
            string before = await PlantedAsync(Ours);
            string[] outcome = await RunAsync(flow);
            Assert.Contains(outcome, line => line.Contains(flow.Folder + " cannot be made, or somebody else has made what is there.", StringComparison.Ordinal));
            Assert.DoesNotContain(outcome, line => line.Contains("end:", StringComparison.Ordinal));
            Assert.DoesNotContain("stolen", Router.Calls);
            Assert.DoesNotContain(Router.Calls, call => call.EndsWith(" up", StringComparison.Ordinal) || call.EndsWith(" down", StringComparison.Ordinal));
            Assert.Equal(before, await PlantedAsync(Ours));
            await Router.RunAsync($"rm -rf {Ours} /calls");
        }
    }

    // Nobody but root can do that.
    [Theory]
    [MemberData(nameof(Everything))]
    public async Task What_stands_in_our_folder_in_place_of_the_lock_or_a_pipe_does_not_hang_it(string script, string thing)
    {
        Flow flow = Find(script);
        await EnemyAsync($"mkdir -m 700 {Ours} {Ours}/dial {Ours}/watch; for name in dialling dial/barrier.1 dial/group dial/script dial/pppd watch/pipe watch/answer.wan; do {thing} {Ours}/$name; done; for pid in $(seq 50); do {thing} {Ours}/probe.$pid; done", "root");
        await RunAsync(flow);
        Assert.DoesNotContain("stolen", Router.Calls);
        Assert.Equal("untouched", Router.Read("/victim/file"));
        Assert.False(Router.Has("/victim/new"));
    }

    // While root dials, somebody writes a program over the script that stands before pppd.
    [Fact]
    public async Task Nobody_has_a_program_run_in_place_of_pppd()
    {
        string dial = Sandbox.Script("dial-start", Dial);
        string output = await Router.RunAsync(Enemy("-b", $$"""
            for folder in /tmp/multidial.dial {{Ours}}/dial; do mkdir -p $folder && file $folder/script; done
            while usleep 5000; do for folder in /tmp/multidial.dial {{Ours}}/dial; do file $folder/script; done; done
            """) + $"\nuntil [ -s /tmp/multidial.dial/script ]; do usleep 5000; done; cat >/dial <<'EOF'\n{dial}EOF\nsh /dial");
        Assert.DoesNotContain("stolen", Router.Calls);
        Assert.Equal(s_flows[0].Outcome, Parts(output));
    }

    [Fact]
    public async Task Nobody_else_can_write_where_the_scripts_do()
    {
        await RunAsync(s_flows[0]);
        Assert.Equal("", await EnemyAsync($"for path in {Ours} {Ours}.new {Ours}/x {Ours}/dial/x; do mkdir $path && echo made; mv $path /tmp/moved && echo moved; done; ls {Ours}"));
    }

    private protected override void Prepare()
    {
        Router.Write("/victim/file", "untouched");
        Router.Write("/up/none", "");
        Router.Write("/etc/passwd", "root:x:0:0::/:/bin/sh\nnobody:x:65534:65534::/:/bin/false\n");
        Router.Program("ubus", Netifd);
        Router.Program("/usr/sbin/pppd", Pppd);
        Router.Program("ip", "case $* in *addr*) echo inet ;; *del*) exit 1 ;; esac");
        Router.Program("ping", "for target in \"$@\"; do :; done; echo $target answers");
        Router.Program("nft");
        Router.Program("iptables-save");
        Router.Write("/plant", Plant);
    }

    private static Flow Find(string script) => s_flows.Single(flow => flow.Script == script);

    private Task<string> EnemyAsync(string script, string user = "nobody") => Router.RunAsync(Enemy("", script, user));

    // On OpenWrt everybody can write in /tmp, as nobody can elsewhere.
    private static string Enemy(string options, string script, string user = "nobody") =>
        $"chmod 755 /; chmod 1777 /tmp; cat >/enemy <<'EOF'\n#!/bin/sh\n. /plant\nexec 2>/dev/null\n{script}\nEOF\nchmod 755 /enemy; start-stop-daemon -S {options} -c {user} -x /enemy";

    // What there is, and the bytes of the files; reading a pipe would wait.
    private Task<string> PlantedAsync(string places) => Router.RunAsync($"""
        find /victim {places} -exec stat -c '%N %F %u %a' {"{}"} + | sort
        find /victim {places} -type f -exec md5sum {"{}"} + | sort
        """);

    // What it says, and what it has in the log. It must come to an end, which a sandbox that waits for too long does not.
    private async Task<string[]> RunAsync(Flow flow)
    {
        string script = Sandbox.Script(flow.Script, "exec 2>/said\n" + flow.Body);
        string output = await Router.RunAsync($"cat >/flow <<'EOF'\n{script}EOF\nsh /flow; : >/over");
        Assert.True(Router.Has("/over"));
        Router.Delete("/over");
        return [.. Parts(output).Where(part => part != "waiting:"), .. Router.Calls.Where(call => call.StartsWith("logger", StringComparison.Ordinal)), .. Router.Read("/said").Split('\n')];
    }

    private sealed record Flow(string Script, string Body, string Folder, string[] Outcome);
}
