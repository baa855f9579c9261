namespace MultiDial.Tests.Scripts;

/// <summary>A router whose file network is to be changed from old to new, and the scripts that do it. It has no procd.</summary>
public abstract class GuardTestsInSandbox : SandboxTests
{
    private protected const string Network = "/etc/config/network";
    private protected const string New = "new\n";
    private protected const string Room = "/var/run/multidial/change";

    /// <summary>The folder of the change.</summary>
    private protected const string Run = Room + "/of.t1";

    /// <summary>The change begins, up to the staged file.</summary>
    private protected const string Begin = "cat >/apply <<'END'\n" + Functions + "\nbegin t1; stage;";

    private protected const string End = "\n}\nmultidial </dev/null\nEND\nsh /apply;";

    /// <summary>Runs until nothing is left of the change but what became of it.</summary>
    private protected const string UntilOver = $"for i in $(seq 500); do [ -d {Run} ] || break; usleep 50000; done;";

    private protected const string Confirm = "sh /confirm";

    private const string Old = "old\n";

    private const string Functions = """
        multidial() {
        . /open

        """;

    private const string Open = """
        begin() {
        	sed "s/CHANGE_TOKEN=t1/CHANGE_TOKEN=$1/" /library >/library.of
        	local text
        	text=$(cat /library.of)
        	library_write "$1" somebody@desk "$(printf '%s' "$text" | md5sum | cut -d ' ' -f 1)" "$text"
        	. "$TURN_ROOM/of.$1/library"
        	begin_turn 1
        }
        find() { library_find t1; . "$TURN_ROOM/of.t1/library"; }

        """;

    private const string Hooks = """
        stage() { flash_stage network "$(printf 'old\n' | config_sum)" 'new
        ' "$(printf 'new\n' | config_sum)"; }
        guard_roll_back() { flash_restore; guard_reload network; }
        guard_check() { [ ! -e /lost ] || { cat /lost; return 1; }; }
        guard_boot_lines() { echo 'echo at boot >>/calls'; }
        guard_after_rollback() { echo after rollback >>/calls; }
        guard_after_confirm() { echo after confirm >>/calls; }

        """;

    private protected override void Prepare()
    {
        Router.Write(Network, Old);
        Router.Program("/etc/init.d/network");
        Router.Program("uci");
        Router.Delete("/calls");
        Router.Write("/open", Inside(Sandbox.Script("library", Open)));
        Router.Write("/library", "CHANGE_TOKEN=t1 CHANGE_FILES=network CHANGE_PATIENCE=180\n" + Inside(Sandbox.Script("answer begin", Hooks)));
        foreach ((string name, string body) in new[] { ("look", "answer_look; read_part end"), ("confirm", "answer_confirm; read_part end"), ("recall", "answer_recall; read_part end"), ("hold", "answer_hold $1; read_part end") })
        {
            Router.Write("/" + name, Functions + "find\n" + body + "\n}\nmultidial \"$@\" </dev/null\n");
        }
    }

    /// <summary>The whole change.</summary>
    private protected static string Apply(int seconds, string step = ":", string last = ":", string quiet = "") =>
        $"{Begin} guard_arm {seconds}; guard_touched; flash_commit {quiet}; guard_reload network; {step}; guard_applied; {last}{End}";

    private protected async Task<string> OutcomeAsync() => (await Router.RunAsync($"readlink {Room}/ended.t1")).Trim();

    private protected void AssertAsBefore()
    {
        Assert.Equal(Old, Router.Read(Network));
        AssertNoTraces();
    }

    private protected void AssertNoTraces()
    {
        Assert.False(Router.Has(Run + "/library"));
        Assert.False(Router.Has(Room + "/now/t1"));
        Assert.False(Router.Has("/etc/multidial"));
        Assert.False(Router.Has("/etc/uci-defaults/00-multidial-t1"));
    }

    private static string Inside(string script) => script["multidial() {\n".Length..script.LastIndexOf('}')];
}
