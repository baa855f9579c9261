namespace MultiDial.Tests;

/// <summary>What the user or LuCI has set and not yet saved is nobody else's business.</summary>
public sealed class RouterPendingTests(RouterFixture router) : RouterTests(router)
{
    [Fact]
    public async Task Unsaved_changes_of_others_stay_unsaved_whatever_is_changed_beside_them()
    {
        await TruthAsync("""
            uci set network.loopback.mtu='9000'
            uci add_list network.lan.dns='192.0.2.53'
            uci set firewall.@defaults[0].drop_invalid='1'
            uci add firewall rule >/dev/null
            uci set mwan3.spare_rule.logging='1'
            uci del_list mwan3.wan.track_ip='8.8.8.8'
            """);
        string pending = await PendingAsync();
        Assert.Contains("drop_invalid", pending, StringComparison.Ordinal);
        foreach (string script in RouterWhatIfTests.Scripts(Router.WanDevice))
        {
            Run(script);
            Assert.Equal((script, pending), (script, await PendingAsync()));
            Assert.Contains(Engine.Warnings, warning => warning.Contains("unsaved changes", StringComparison.Ordinal));
            Assert.Equal("", (await TruthAsync("grep -l -e 9000 -e 192.0.2.53 -e drop_invalid /etc/config/network /etc/config/firewall; grep -w logging /etc/config/mwan3")).Trim());
        }

        await TruthAsync("for name in network firewall mwan3; do uci revert $name; done");
    }

    [Fact]
    public async Task What_others_save_later_is_found_by_their_reload()
    {
        await TruthAsync("uci set mwan3.wan2.down='9'");
        string trackers = await TrackersAsync();
        Run("Set-Mwan3Member wan_m1_w1 -Weight 3");
        Assert.Equal(trackers, await TrackersAsync());
        string reloaded = await TruthAsync("uci commit mwan3; sh -x /sbin/reload_config 2>&1");
        Assert.Contains("config.change", reloaded, StringComparison.Ordinal);
        Assert.Contains("mwan3", reloaded[reloaded.IndexOf("config.change", StringComparison.Ordinal)..], StringComparison.Ordinal);
    }

    private Task<string> PendingAsync() => TruthAsync("cd /tmp/.uci; md5sum *; cat *");
}
