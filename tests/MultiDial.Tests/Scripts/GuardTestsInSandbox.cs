namespace MultiDial.Tests.Scripts;

/// <summary>A router whose file network is to be changed from old to new, and the scripts that do it.</summary>
public abstract class GuardTestsInSandbox : SandboxTests
{
    private protected const string Network = "/etc/config/network";
    private protected const string New = "new\n";

    /// <summary>The change begins, up to the staged file.</summary>
    private protected const string Begin = "cat >/apply <<'END'\n" + Functions + "\nguard_begin t1 1; stage;";

    private protected const string End = "\n}\nmultidial </dev/null\nEND\nsh /apply;";

    /// <summary>Runs until the timer has done its work.</summary>
    private protected const string UntilOver = "for i in $(seq 500); do [ ! -f /tmp/multidial.last ] || [ -d /tmp/multidial ] || break; sleep 1; done;";

    private protected const string Confirm = "sh /confirm";

    private const string Old = "old\n";

    private const string Functions = """
        multidial() {
        . /guard

        """;

    private const string Hooks = """
        stage() { guard_stage network "$(printf 'old\n' | config_sum)" 'new
        ' "$(printf 'new\n' | config_sum)"; }
        guard_roll_back() { guard_restore; guard_reload network; }
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
        string guard = Sandbox.Script("guard", Hooks);
        Router.Write("/guard", guard["multidial() {\n".Length..guard.LastIndexOf('}')]);
        foreach ((string name, string body) in new[] { ("look", "guard_look t1; read_part end"), ("confirm", "guard_confirm t1; read_part end"), ("recall", "guard_recall t1") })
        {
            Router.Write("/" + name, Functions + body + "\n}\nmultidial </dev/null\n");
        }
    }

    /// <summary>The whole change.</summary>
    private protected static string Apply(int seconds, string step = ":", string last = ":", string quiet = "") =>
        $"{Begin} guard_arm {seconds}; guard_touched; guard_commit {quiet}; guard_reload network; {step}; guard_applied; {last}{End}";

    private protected void AssertAsBefore()
    {
        Assert.Equal(Old, Router.Read(Network));
        AssertNoTraces();
    }

    private protected void AssertNoTraces()
    {
        Assert.False(Router.Has("/tmp/multidial"));
        Assert.False(Router.Has("/etc/multidial"));
        Assert.False(Router.Has("/etc/uci-defaults/00-multidial"));
    }
}
