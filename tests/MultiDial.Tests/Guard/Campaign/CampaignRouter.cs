using System.Globalization;
using MultiDial.Remote;
using MultiDial.Tests.Scripts;

namespace MultiDial.Tests.Guard.Campaign;

/// <summary>
/// A sandbox that takes a router through a change, with a fault. The scripts are those that the module sends, save that they
/// end as with a fork that fails when they are told so (USR1).
/// </summary>
internal sealed class CampaignRouter : IDisposable
{
    // All that guard.sh and what it needs call, so that each is a moment for a fault.
    private const string Programs =
        "cat chmod cmp cp cut find grep head ln logger ls md5sum mkdir mkfifo mv readlink rm rmdir sed sleep sync tail touch tr ubus uci";

    private const string Open = """
        begin() {
        	local text
        	text=$(/bin/sed "s/CHANGE_TOKEN=t1/CHANGE_TOKEN=$1/" /library)
        	# The change that comes when all is over has no fault, and a busy machine must not end it.
        	[ "$1" != t9 ] || text=$(echo "$text" | /bin/sed s/CHANGE_PATIENCE=1/CHANGE_PATIENCE=60/)
        	library_write "$1" somebody@desk "$(printf '%s' "$text" | /bin/md5sum | /bin/cut -d ' ' -f 1)" "$text"
        	. "$TURN_ROOM/of.$1/library"
        	begin_turn 80
        }

        """;

    private const string Hooks = """
        stage() {
        	local package
        	for package in $CHANGE_FILES; do
        		flash_stage "$package" "$(config_sum <"/etc/config/$package")" "$CHANGE_TOKEN" "$(printf %s "$CHANGE_TOKEN" | config_sum)"
        	done
        }
        reload() { local package; for package in $CHANGE_FILES; do guard_reload "$package"; done; }
        guard_roll_back() { flash_restore; reload; }
        guard_check() { :; }
        guard_boot_lines() { :; }
        guard_after_rollback() { :; }
        guard_after_confirm() { :; }

        """;

    private const string Change = "begin $1; stage; guard_arm $2; guard_touched; flash_commit; reload; ${3:-:}; guard_applied; read_part end";
    private const string Ask = "library_find $1; . $TURN_ROOM/of.$1/library; eval \"$2\"; read_part end";

    private static readonly string s_campaign = Text("campaign.sh");

    private readonly Sandbox _sandbox;

    private CampaignRouter(Sandbox sandbox) => _sandbox = sandbox;

    internal static async Task<CampaignRouter> CreateAsync()
    {
        Sandbox sandbox = await Sandbox.CreateAsync();
        sandbox.Write("/shim/shim", Text("shim.sh"));
        sandbox.Write("/open", Functions("library") + Open);
        sandbox.Write("/library", "trap 'exit 2' USR1\nCHANGE_TOKEN=t1 CHANGE_FILES='network firewall' CHANGE_PATIENCE=1\n" + Functions("answer", "begin") + Hooks);
        sandbox.Write("/change", Role(Change));
        sandbox.Write("/ask", Role(Ask));

        // Slow enough that a change that waits behind another one does not do so in hundreds of steps.
        sandbox.Write("/sbin/sleep", "#!/bin/sh\nexec usleep 100000\n");
        sandbox.Write("/sbin/ubus", "#!/bin/sh\nexit 1\n");
        foreach (string program in new[] { "uci", "/etc/init.d/network", "/etc/init.d/firewall" })
        {
            sandbox.Program(program);
        }

        await sandbox.RunAsync($"for program in {Programs}; do ln -s shim /shim/$program; done");
        return new CampaignRouter(sandbox);
    }

    /// <summary>One fault at one program.</summary>
    internal async Task<CampaignReport> StrikeAsync(string scenario, int number, string fault) =>
        new(await RunAsync(string.Create(CultureInfo.InvariantCulture, $"strike {scenario} {number} {fault}")));

    /// <summary>Without a fault; the states in which a power cut may leave the flash stay here until the next change.</summary>
    internal async Task<CampaignRecord> RecordAsync(string scenario) => new(await RunAsync($"record {scenario}"));

    /// <summary>
    /// A power cut that leaves the flash in one of the states that the last record has found, and a second one at a program
    /// of the boot.
    /// </summary>
    internal async Task<CampaignReport> CutAsync(string state, int number) =>
        new(await RunAsync(string.Create(CultureInfo.InvariantCulture, $"cut_power {state} {number}")));

    public void Dispose() => _sandbox.Dispose();

    private Task<string> RunAsync(string call) => _sandbox.RunAsync(s_campaign + call + "\n");

    private static string Functions(params string[] names) => Sandbox.Prelude + string.Concat(ScriptLibrary.WithNeeds(names).Select(ScriptLibrary.Text));

    private static string Role(string body) => "trap 'exit 2' USR1\nmultidial() {\n. /open\n" + body + "\n}\nmultidial \"$@\" </dev/null\n";

    private static string Text(string name) => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Guard", "Campaign", name));
}
