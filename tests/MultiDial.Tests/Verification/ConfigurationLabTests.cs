using System.Text.RegularExpressions;

namespace MultiDial.Tests.Verification;

/// <summary>The tutorial's router is well; faults that others make on it are found, and cured by what is pasted.</summary>
public sealed partial class ConfigurationLabTests(TutorialFixture fixture) : IClassFixture<TutorialFixture>, IDisposable
{
    private const string Faults = """
        uci set network.wan2.metric=10
        uci delete network.veth0.macaddr
        uci commit network
        uci del_list firewall.@zone[1].network=wan2
        uci set firewall.@defaults[0].flow_offloading=1
        uci commit firewall
        uci rename mwan3.wan2_only=only_the_second_one
        uci set mwan3.default_route.use_policy=only_the_second_one
        uci commit mwan3
        /etc/init.d/network reload
        /etc/init.d/firewall reload
        /etc/init.d/mwan3 restart
        echo 1 >/proc/sys/net/ipv4/conf/eth0.2/rp_filter
        """;

    private const string Others = """
        cp /usr/bin/perl /usr/sbin/miniupnpd
        miniupnpd -e 'sleep 600' </dev/null >/dev/null 2>&1 &
        echo $! >/tmp/miniupnpd.pid
        printf "config global\n\toption enabled '1'\n" >/etc/config/passwall
        printf "config openclash 'config'\n\toption enable '1'\n" >/etc/config/openclash
        mv /usr/sbin/ip6tables /usr/sbin/ip6tables.real
        printf '#!/bin/sh\n[ "$1" = -V ] && echo "ip6tables v1.8.7 (legacy)" || exec ip6tables.real "$@"\n' >/usr/sbin/ip6tables
        chmod +x /usr/sbin/ip6tables
        echo 'ffffffff81000000 T register_netdevice' >/tmp/kallsyms
        mount -o bind /tmp/kallsyms /proc/kallsyms
        """;

    private const string NoOthers = """
        umount /proc/kallsyms
        mv /usr/sbin/ip6tables.real /usr/sbin/ip6tables
        rm -r /etc/config/passwall /etc/config/openclash /lib/modules
        kill $(cat /tmp/miniupnpd.pid)
        """;

    private static readonly TimeSpan s_deadline = TimeSpan.FromSeconds(30);

    private readonly Engine _engine = new();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _engine.Run("Get-OpenWrtSession checked | Remove-OpenWrtSession");
        _engine.Dispose();
    }

    [Fact]
    public async Task Faults_are_found_and_cured_by_what_is_pasted()
    {
        Assert.True(fixture.Succeeded);
        Run(fixture.Lab.Login("checked"));
        Assert.Equal([], Findings().Select(finding => finding.ToString()));

        await OnRouterAsync(Faults);
        ConfigurationFinding[] findings = Findings();
        Assert.Equal(
            ["Error LineWithoutZone wan2", "Error MetricEqual wan2", "Error NameTooLong only_the_second_one", "Error ReversePathStrict wan", "Warning FlowOffloading defaults", "Warning MacAddressRandom veth0"],
            findings.Select(finding => $"{finding.Severity} {finding.Id} {finding.Target}").Order(StringComparer.Ordinal));
        foreach (ConfigurationFinding finding in findings)
        {
            await PasteAsync(finding.RecommendedAction);
        }

        // What the router's shell reloads goes on for a moment.
        await Poll.UntilAsync(() => Task.FromResult(Findings().Length == 0), s_deadline, "nothing is found any more");
    }

    // Those that only a router can have: programs, modules and kinds of iptables are stood in for.
    [Fact]
    public async Task What_else_runs_on_the_router_is_found()
    {
        Assert.True(fixture.Succeeded);
        Run(fixture.Lab.Login("checked"));
        await OnRouterAsync(Others);
        Assert.Equal(
            ["IptablesMixed iptables", "KernelModuleMissing xt_connmark", "KernelModuleMissing xt_statistic", "OpenClash openclash", "PassWall passwall", "Upnp miniupnpd"],
            Findings().Select(finding => $"{finding.Id} {finding.Target}").Order(StringComparer.Ordinal));
        await OnRouterAsync("mkdir -p /lib/modules/6.6.110");
        Assert.Equal(FindingId.KernelModulesForOtherKernel, Findings()[0].Id);
        await OnRouterAsync(NoOthers);
        Assert.Empty(Findings());
    }

    private ConfigurationFinding[] Findings() => [.. Run("Test-MultiDialConfiguration -Session checked").Select(finding => (ConfigurationFinding)finding)];

    private object[] Run(string script)
    {
        object[] output = [.. _engine.Run(script).Select(item => item.BaseObject)];
        Assert.Equal([], _engine.Errors.Select(error => error.ToString()));
        return output;
    }

    private async Task PasteAsync(string remedy)
    {
        if (OnRouter().Match(remedy) is { Success: true } shell)
        {
            await OnRouterAsync(shell.Groups[1].Value);
        }
        else
        {
            Run(remedy);
        }
    }

    private async Task OnRouterAsync(string commands) => Assert.Equal(0, (await fixture.Lab.Router.RunAsync(commands, Cancelled)).ExitCode);

    [GeneratedRegex(@"\Assh (?:-\w \S+ )+root@127\.0\.0\.1 '([^']*)'\z")]
    private static partial Regex OnRouter();
}
