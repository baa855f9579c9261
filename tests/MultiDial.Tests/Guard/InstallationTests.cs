using MultiDial.Packages;

namespace MultiDial.Tests.Guard;

/// <summary>Packages are installed under the guard: either all has come and the router is reached, or nothing has.</summary>
public sealed class InstallationTests(LabFixture fixture) : IClassFixture<LabFixture>, IAsyncLifetime
{
    private const string State = "opkg list-installed; ls /etc/config /etc/init.d; md5sum /etc/config/*";
    private const string Feed = "/usr/share/lab-feed/packages/mwan3/control";

    private readonly Engine _engine = new();
    private string _before = "";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private Testing.Lab Lab => fixture.Lab;

    public async ValueTask InitializeAsync()
    {
        await fixture.ResetAsync();
        _engine.Run(Lab.Login("install", "-ConnectTimeout 3 -RollbackTimeout 10"));
        _before = await TruthAsync(State);
    }

    public ValueTask DisposeAsync()
    {
        _engine.Run("Get-OpenWrtSession install -ErrorAction Ignore | Remove-OpenWrtSession");
        _engine.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Mwan3_starts_with_nothing_to_do()
    {
        var package = (OpenWrtPackage)_engine.Run("Install-OpenWrtPackage mwan3").Single().BaseObject;
        Assert.Empty(_engine.Errors);
        Assert.Equal("2.11.16-r5", package.Version);
        Assert.Equal(Installation.EmptyMwan3 + "\n", await TruthAsync("cat /etc/config/mwan3"));
        Assert.Equal("no\n", await TruthAsync("[ -e /etc/config/mwan3-opkg ] || echo no"));
        Assert.Equal("runs\n", await TruthAsync("/etc/init.d/mwan3 running && echo runs"));
        Assert.Empty(await TruthAsync(ChangeOnRouter.Traces));
        Assert.Empty(_engine.Run("Get-Mwan3Interface; Get-Mwan3Rule"));
    }

    [Fact]
    public async Task What_cuts_the_way_is_removed_again()
    {
        await TruthAsync($"sed -i '/mwan3 start/a ifdown lan' {Feed}/postinst; sed -i '1a ifup lan' {Feed}/prerm");
        Assert.Empty(_engine.Run("Install-OpenWrtPackage mwan3"));
        Assert.Equal("RolledBack", Assert.Single(_engine.Errors).FullyQualifiedErrorId.Split(',')[0]);
        Assert.Contains("opkg install mwan3", _engine.Errors[0].Exception.Message, StringComparison.Ordinal);
        Assert.Equal(_before, await TruthAsync(State));
        Assert.Empty(await TruthAsync(ChangeOnRouter.Traces));
        Assert.False(((OpenWrtPackage)_engine.Run("Get-OpenWrtPackage mwan3").Single().BaseObject).Installed);
    }

    [Fact]
    public async Task After_a_power_cut_nobody_claims_to_know_what_has_come()
    {
        Lab.Relay.Refuse();
        Task work = Task.Run(() => _engine.Run("Install-OpenWrtPackage mwan3"), Cancelled);
        await Poll.UntilAsync(async () => (await TruthAsync("opkg list-installed mwan3")).Length > 0, TimeSpan.FromSeconds(60), "mwan3 is installed");
        await Lab.Router.RebootAsync(Cancelled);
        Lab.Relay.Accept();
        await work;
        Assert.Equal("SessionBroken", Assert.Single(_engine.Errors).FullyQualifiedErrorId.Split(',')[0]);
        Assert.Contains("opkg install mwan3", _engine.Errors[0].Exception.Message, StringComparison.Ordinal);
        Assert.True(((OpenWrtPackage)_engine.Run("Install-OpenWrtPackage mwan3").Single().BaseObject).Installed);
    }

    [Fact]
    public async Task What_if_shows_what_would_come_and_changes_nothing()
    {
        Assert.Empty(_engine.Run("Install-OpenWrtPackage mwan3, kmod-macvlan -WhatIf"));
        Assert.Empty(_engine.Errors);
        string shown = _engine.Host.Text.ToString();
        Assert.Contains("mwan3 2.11.16-r5", shown, StringComparison.Ordinal);
        Assert.Contains("iptables-mod-ipopt 1.8.10-r1", shown, StringComparison.Ordinal);
        Assert.Contains("/etc/config/mwan3", shown, StringComparison.Ordinal);
        Assert.Equal(_before, await TruthAsync(State));
    }

    [Fact]
    public async Task Modules_for_another_kernel_are_refused_and_nothing_else_of_it_comes()
    {
        await TruthAsync("printf 'Package: kernel\\nVersion: 6.6.80~abcd-r1\\nStatus: install user installed\\n\\n' >>/usr/lib/opkg/status");
        Assert.Empty(_engine.Run("Install-OpenWrtPackage kmod-macvlan"));
        Assert.Equal("InstallationFailed", Assert.Single(_engine.Errors).FullyQualifiedErrorId.Split(',')[0]);
        Assert.Contains("6.6.73~", _engine.Errors[0].Exception.Message, StringComparison.Ordinal);
        Assert.Contains("6.6.80~abcd-r1", _engine.Errors[0].Exception.Message, StringComparison.Ordinal);
        Assert.Empty(await TruthAsync("opkg list-installed kmod-macvlan"));
    }

    [Fact]
    public async Task What_the_feeds_do_not_have_does_not_hold_up_the_others()
    {
        Assert.Single(_engine.Run("Install-OpenWrtPackage luci-app-mwan3, no-such-package"));
        Assert.Equal("PackageMissing", Assert.Single(_engine.Errors).FullyQualifiedErrorId.Split(',')[0]);
        Assert.Equal(Installation.EmptyMwan3 + "\n", await TruthAsync("cat /etc/config/mwan3"));
    }

    private async Task<string> TruthAsync(string command) => (await Lab.Router.RunAsync(command, Cancelled)).Output;
}
