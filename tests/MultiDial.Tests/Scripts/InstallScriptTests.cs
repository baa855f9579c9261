namespace MultiDial.Tests.Scripts;

/// <summary>install.sh: what is installed under the guard goes again as it came, and nothing else does.</summary>
public sealed class InstallScriptTests : SandboxTests
{
    private const string Preset = "install_preset mwan3 'config globals'";
    private const string Add = "install_add 'Installing it' mwan3";
    private const string Undo = "APPLY_UNDOING=1; install_undo mwan3";
    private const string Configuration = "/etc/config/mwan3";

    // With each package comes its library, and beside a configuration that is there the package's own one.
    private const string Manager = """
        case "$*" in
        list-installed) [ ! -e /locked ] && sed 's/$/ - 1/' /installed ;;
        info) cat /installed ;;
        "list-installed "*) grep -x "$2" /installed ;;
        "info -e "*) grep -x "$3" /installed ;;
        "install "* | "add "*)
        	[ ! -e /dead ] || { echo no space; exit 255; }
        	shift
        	for name; do printf '%s\n' "$name" "lib$name" >>/installed; done
        	if [ -e /etc/config/mwan3 ]; then echo sample >/etc/config/mwan3-opkg; else echo sample >/etc/config/mwan3; fi
        	;;
        *)
        	for name; do grep -vxe "$name" /installed >/left; mv /left /installed; done
        	;;
        esac
        """;

    private protected override void Prepare()
    {
        Router.Program("/bin/opkg", Manager);
        Router.Write("/installed", "dropbear\nbusybox\n");
        Router.Write("/etc/config/network", "network\n");
    }

    [Fact]
    public async Task What_has_come_is_removed_with_its_configuration()
    {
        Assert.Equal(["progress: 1 Installing it", "end:"], AllParts(await RunAsync($"{Preset}; {Add}; read_part end")));
        Assert.Equal("config globals\n", Router.Read(Configuration));
        Assert.False(Router.Has("/etc/config/mwan3-opkg"));
        Assert.Equal("600\n", await Router.RunAsync($"stat -c %a {Configuration}"));
        Assert.Equal("dropbear\nbusybox\nmwan3\nlibmwan3\n", Router.Read("/installed"));

        await RunAsync(Undo);
        Assert.Equal("opkg --force-removal-of-dependent-packages remove libmwan3 mwan3", Router.Calls[^1]);
        Assert.Equal("dropbear\nbusybox\n", Router.Read("/installed"));
        Assert.False(Router.Has(Configuration));
        Assert.True(Router.Has("/etc/config/network"));
    }

    [Fact]
    public async Task A_configuration_that_was_there_stays()
    {
        Router.Write(Configuration, "mine\n");
        Assert.Equal(["end:"], Parts(await RunAsync($"{Preset}; {Add}; read_part end")));
        Assert.Equal("mine\n", Router.Read(Configuration));
        Assert.True(Router.Has("/etc/config/mwan3-opkg"));

        await RunAsync(Undo);
        Assert.Equal("mine\n", Router.Read(Configuration));
        Assert.False(Router.Has("/etc/config/mwan3-opkg"));
    }

    [Fact]
    public async Task Where_nothing_was_begun_nothing_is_undone()
    {
        Router.Write(Configuration, "mine\n");
        await RunAsync(Undo);
        Assert.Empty(Router.Calls);
        Assert.Equal("mine\n", Router.Read(Configuration));
    }

    [Fact]
    public async Task What_was_half_done_is_undone()
    {
        await RunAsync($"{Preset}; {Undo}");
        Assert.False(Router.Has(Configuration));
        Assert.DoesNotContain(Router.Calls, call => call.Contains("remove", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_did_not_get_installed_is_a_failure_with_the_managers_last_words()
    {
        Router.Write("/dead", "");
        string output = await RunAsync($"{Add}; read_part end");
        Assert.Equal("failed: missing mwan3", Parts(output)[0][..21]);
        Assert.Contains("no space", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_list_of_what_is_there_nothing_is_installed_and_nothing_removed()
    {
        Router.Write("/locked", "");
        Assert.Equal(["failed: command opkg list-installed"], Parts(await RunAsync($"{Add}; read_part end")));
        Router.Delete("/locked");
        await RunAsync($"{Add}; >/locked; {Undo}");
        Assert.Contains("logger -t multidial Rolling back, but this failed: command opkg list-installed", Router.Calls);
        Assert.Equal("dropbear\nbusybox\nmwan3\nlibmwan3\n", Router.Read("/installed"));
    }

    [Fact]
    public async Task Apk_forgets_what_it_was_told_to_install()
    {
        Router.Program("/usr/bin/apk", Manager);
        Router.Write("/etc/apk/world", "dropbear\n");
        await RunAsync($"{Add}; echo mwan3 >>/etc/apk/world; echo other >>/etc/apk/world; {Undo}");
        Assert.Equal("apk del libmwan3 mwan3 other", Router.Calls[^1]);
    }

    // The folder of the change outlives a script.
    private async Task<string> RunAsync(string body) => await Router.RunAsync("install", $"mkdir -p /of.t1; GUARD_RUN=/of.t1; {body}");
}
