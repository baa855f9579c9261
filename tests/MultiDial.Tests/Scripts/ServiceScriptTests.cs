namespace MultiDial.Tests.Scripts;

/// <summary>service.sh, which writes, starts, stops and removes the watch, and the service's script itself.</summary>
public sealed class ServiceScriptTests : SandboxTests
{
    private const string Program = "/usr/sbin/multidial-watch";
    private const string Service = "/etc/init.d/multidial-watch";
    private const string Link = "/etc/rc.d/S99multidial-watch";
    private const string Kept = "/lib/upgrade/keep.d/multidial-watch";

    // The script that is installed here stands for the real one, which needs rc.common.
    private const string Install = """
        service_install program '#!/bin/sh
        echo "service $*" >>/calls
        case $1 in
        enable) ln -s ../init.d/multidial-watch /etc/rc.d/S99multidial-watch ;;
        disable) rm -f /etc/rc.d/S99multidial-watch ;;
        start) : >/runs ;;
        stop) rm -f /runs ;;
        esac
        ' kept
        """;

    [Fact]
    public async Task It_is_installed_and_found_again()
    {
        Wanted(true);
        Router.Write("/lib/upgrade/keep.d/base", "");
        Assert.Equal(["end:"], Parts(await Router.RunAsync("service", Install + "\nread_part end")));
        Assert.Equal(("program", "kept"), (Router.Read(Program), Router.Read(Kept)));
        Assert.Equal(["service enable", "service start", "ubus call service list {\"name\":\"multidial-watch\"}"], Router.Calls);
        string sum = (await Router.RunAsync($"cat {Program} {Service} | md5sum")).Split(' ')[0];
        Assert.Equal([$"watch: files={sum} enabled=1 running=1", "watch-event: the last"], Parts(await Router.RunAsync("service", "service_read")));
    }

    [Fact]
    public async Task A_router_without_it_says_so()
    {
        Wanted(false);
        Assert.Equal(["watch: files=d41d8cd98f00b204e9800998ecf8427e", "watch-event: the last"], Parts(await Router.RunAsync("service", "service_read; service_follow; service_back")));
    }

    [Fact]
    public async Task It_stops_when_the_section_goes_and_the_files_go_last()
    {
        Wanted(true);
        await Router.RunAsync("service", Install);
        Wanted(false);
        Assert.Equal("0\n", await Router.RunAsync("service", "rm /calls; service_follow; echo $?"));
        Assert.True(Router.Has(Program) && !Router.Has("/runs"));
        await Router.RunAsync("service", "service_clean");
        Assert.False(Router.Has(Program) || Router.Has(Service) || Router.Has(Link) || Router.Has(Kept));
        Assert.Equal(["service stop", "service stop", "service disable", "pgrep -f ^/bin/sh /usr/sbin/multidial-watch "], Router.Calls);
    }

    [Fact]
    public async Task What_does_not_start_is_a_failure()
    {
        Wanted(true);
        Router.Program("ubus", "echo '{}'");
        Assert.Equal(["failed: command /etc/init.d/multidial-watch start"], Parts(await Router.RunAsync("service", Install + "\nread_part end")));
        Router.Write(Service, "#!/bin/sh\n");
        Router.Delete(Link);
        Assert.Equal(["failed: full S99multidial-watch"], Parts(await Router.RunAsync("service", "service_follow; read_part end")));
    }

    [Fact]
    public async Task What_cannot_be_written_is_a_failure_and_nothing_half_is_left()
    {
        Wanted(true);
        Router.Write("/usr/sbin/multidial-watch.new/in the way", "");
        Assert.StartsWith("failed: full multidial-watch", Parts(await Router.RunAsync("service", Install)).Single(), StringComparison.Ordinal);
        Assert.False(Router.Has(Program) || Router.Has(Service));
    }

    [Fact]
    public async Task The_boot_removes_the_files_of_a_watch_that_there_was_not()
    {
        Wanted(true);
        await Router.RunAsync("service", Install);
        string lines = await Router.RunAsync("service", "service_boot_lines");
        await Router.RunAsync(lines);
        Assert.True(Router.Has(Program));
        Wanted(false);
        await Router.RunAsync(lines);
        Assert.False(Router.Has(Program) || Router.Has(Service) || Router.Has(Link) || Router.Has(Kept));
    }

    [Fact]
    public async Task The_service_has_its_settings_as_arguments()
    {
        Router.Program("uci", "case $3 in *.line) echo wan wan2 ;; *.target) echo 1.1.1.1 8.8.8.8 ;; *.interval) echo 30 ;; *) exit 1 ;; esac");
        Router.Write("/procd", """
            procd_open_instance() { :; }
            procd_close_instance() { :; }
            procd_set_param() { local word; for word in "$@"; do printf '[%s]' "$word"; done; echo; }
            procd_add_reload_trigger() { echo "trigger $1"; }

            """ + ScriptText("multidial-watch"));
        string[] lines = (await Router.RunAsync(". /procd; start_service; service_triggers; echo $START $USE_PROCD")).Split('\n');
        Assert.Equal("[command][/usr/sbin/multidial-watch][30][0][0][1.1.1.1 8.8.8.8][wan][wan2]", lines[0]);
        Assert.Equal(["[term_timeout][20]", "[stdout][1]", "[stderr][1]", "trigger network", "99 1", ""], lines[2..]);
        Router.Program("uci", "exit 1");
        Assert.Equal("", await Router.RunAsync(". /procd; start_service"));
    }

    [Fact]
    public async Task The_files_that_an_upgrade_keeps_are_those_that_are_written() => Assert.Equal(
        (await Router.RunAsync("service", "printf '%s\\n' $SERVICE_PROGRAM $SERVICE_SCRIPT $SERVICE_LINK $SERVICE_KEPT")).Split('\n').Order(),
        ScriptText("multidial-watch.keep").Split('\n').Order());

    private protected override void Prepare()
    {
        Router.Program("ubus", "echo \"{\\\"multidial-watch\\\":{\\\"instances\\\":{\\\"instance1\\\":{\\\"running\\\":$([ -f /runs ] && echo true || echo false)}}}}\"");
        Router.Program("pgrep", "exit 1");
        Router.Write("/sbin/logread", "#!/bin/sh\necho the first; echo the last\n");
    }

    private static string ScriptText(string file) => MultiDial.Remote.ScriptLibrary.Text(file);

    private void Wanted(bool wanted) => Router.Write("/etc/config/network", wanted ? "config multidial_watch 'multidial_watch'\n" : "config interface 'wan'\n");
}
