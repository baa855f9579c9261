namespace MultiDial.Tests.Conformance;

/// <summary>The stand-in's package manager: what a script sees of its successes and failures.</summary>
public sealed class OpkgTests(LabFixture fixture) : IClassFixture<LabFixture>, IAsyncLifetime
{
    private const string Unreachable = "/tmp/lab-feed-unreachable";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await fixture.ResetAsync();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Without_lists_nothing_can_be_installed()
    {
        (string output, string error, int exit) = await RunAsync("opkg install mwan3");
        Assert.Equal("Unknown package 'mwan3'.\n", output);
        Assert.Equal("Collected errors:\n * opkg_install_cmd: Cannot install package mwan3.\n", error);
        Assert.Equal(255, exit);
    }

    [Fact]
    public async Task Mwan3_comes_with_what_it_needs_and_runs_at_once()
    {
        (string output, string error, int exit) = await RunAsync("opkg update >/dev/null && opkg install mwan3");
        Assert.StartsWith("Installing mwan3 (2.11.16-r5) to root...\nDownloading https://", output, StringComparison.Ordinal);
        Assert.EndsWith("Configuring iptables-mod-ipopt.\nConfiguring mwan3.\n", output, StringComparison.Ordinal);
        Assert.Equal("", error);
        Assert.Equal(0, exit);
        Assert.Equal(0, (await RunAsync("/etc/init.d/mwan3 enabled && /etc/init.d/mwan3 running")).Exit);

        (output, _, exit) = await RunAsync("opkg install mwan3");
        Assert.Equal("Package mwan3 (2.11.16-r5) installed in root is up to date.\n", output);
        Assert.Equal(0, exit);
    }

    [Fact]
    public async Task A_configuration_of_the_user_outlives_the_package()
    {
        await RunAsync("opkg update >/dev/null; opkg install mwan3; uci set mwan3.mine=rule; uci commit mwan3");
        Assert.Contains("Not deleting modified conffile /etc/config/mwan3.", (await RunAsync("opkg remove mwan3")).Output, StringComparison.Ordinal);
        Assert.NotEqual(0, (await RunAsync("which mwan3")).Exit);

        (_, string error, int exit) = await RunAsync("opkg install mwan3");
        Assert.Contains("The new conffile will be placed at /etc/config/mwan3-opkg.", error, StringComparison.Ordinal);
        Assert.Equal(0, exit);
        Assert.Equal("rule\n", (await RunAsync("uci get mwan3.mine")).Output);
    }

    [Fact]
    public async Task A_feed_out_of_reach_and_a_full_disk_are_told_apart()
    {
        (_, string error, int exit) = await RunAsync($"opkg update >/dev/null; touch {Unreachable}; opkg install kmod-macvlan");
        Assert.Contains("kmod-macvlan_6.6.73-r1_x86_64.ipk, wget returned 4.\n", error, StringComparison.Ordinal);
        Assert.EndsWith(" * opkg_install_cmd: Cannot install package kmod-macvlan.\n", error, StringComparison.Ordinal);
        Assert.Equal(255, exit);
        Assert.Equal(3, (await RunAsync("opkg update")).Exit);

        (_, error, exit) = await RunAsync($"rm {Unreachable}; mount -t tmpfs -o size=8k full /overlay; opkg install kmod-macvlan");
        Assert.Contains(" * verify_pkg_installable: Only have 8kb available on filesystem /overlay, pkg kmod-macvlan needs 20\n", error, StringComparison.Ordinal);
        Assert.Equal(255, exit);
        Assert.Equal("", (await RunAsync("opkg list-installed kmod-macvlan")).Output);
    }

    private async Task<(string Output, string Error, int Exit)> RunAsync(string command)
    {
        Testing.CommandResult result = await fixture.Lab.Router.RunAsync(command, Cancelled);
        return (result.Output, result.Error, result.ExitCode);
    }
}
