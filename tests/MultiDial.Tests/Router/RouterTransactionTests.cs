using MultiDial.Router;
using MultiDial.Uci;

namespace MultiDial.Tests;

/// <summary>Many calls as one change.</summary>
public sealed class RouterTransactionTests(RouterFixture router) : RouterTests(router), IAsyncDisposable
{
    private const string Changes = """
        New-MacvlanDevice veth5 -Parent WAN
        New-WanInterface wan5 -Device veth5 -Protocol Dhcp -Metric 50 | Add-Mwan3Interface -TrackIp 1.1.1.1 | Add-Mwan3Member -Metric 1 -Weight 1
        'wan_m1_w1', 'wan5_m1_w1' | Set-Mwan3Policy balance
        Set-WanInterface wan2 -Metric 25
        """;

    private string Script => Changes.Replace("WAN", Router.WanDevice, StringComparison.Ordinal);

    public new async ValueTask DisposeAsync()
    {
        RouterTransaction.End(Router.Session);
        await base.DisposeAsync();
    }

    [Fact]
    public async Task Nothing_takes_effect_before_the_end_and_then_all_of_it_as_one()
    {
        string files = await FilesAsync();
        Assert.Empty(Run("Start-OpenWrtTransaction"));
        WanInterface staged = Run(Script).Select(item => item.BaseObject).OfType<WanInterface>().Last();
        Assert.Equal(("wan2", 25), (staged.Name, staged.Metric));
        Assert.Empty(Engine.Warnings);
        Assert.Equal(files, await FilesAsync());
        Assert.Equal(["wan_m1_w1", "wan5_m1_w1"], Run<Mwan3Policy>("Get-Mwan3Policy balance").Single().Member);
        Assert.Equal("wan5", Run<Mwan3Member>("Get-Mwan3Member wan5_m1_w1").Single().Interface);
        UciChange[] shown = Run<UciChange>("Get-OpenWrtTransaction");
        Assert.Contains(shown, change => change is { Package: "network", Section: "wan2", Option: "metric", Kind: UciChangeKind.SetOption, OldValue: "20", NewValue: "25" });

        Run("Complete-OpenWrtTransaction -WhatIf");
        Assert.Equal(files, await FilesAsync());
        string printed = Engine.Host.Text.ToString();
        Assert.All(shown, change => Assert.Contains(change.ToString(), printed, StringComparison.Ordinal));

        int commands = Router.Session.CommandCount;
        UciChange[] made = Run<UciChange>("Complete-OpenWrtTransaction");
        Assert.Equal(3, Router.Session.CommandCount - commands);
        Assert.Equal(shown.Select(change => change.ToString()), made.Select(change => change.ToString()));
        Assert.True(await Router.IsUpAsync("wan5"));
        Assert.Equal("25", await UciAsync("network.wan2.metric"));
        Assert.Equal("wan_m1_w1 wan5_m1_w1", await UciAsync("mwan3.balance.use_member"));
        Assert.Equal(["NoTransaction"], Fail("Get-OpenWrtTransaction"));
    }

    [Fact]
    public async Task Undo_drops_everything()
    {
        string files = await FilesAsync();
        Run("Start-OpenWrtTransaction");
        Run(Script);
        Assert.NotEmpty(Run<UciChange>("Undo-OpenWrtTransaction"));
        Assert.Equal(files, await FilesAsync());
        Assert.Equal(["NotFound"], Fail("Get-WanInterface wan5"));
        Assert.Equal(["wan_m1_w1", "wan2_m1_w1"], Run<Mwan3Policy>("Get-Mwan3Policy balance").Single().Member);
        Assert.Equal(["NoTransaction"], Fail("Undo-OpenWrtTransaction"));
        Assert.Equal(["NoTransaction"], Fail("Complete-OpenWrtTransaction"));
    }

    [Fact]
    public async Task What_was_changed_elsewhere_since_is_not_overwritten()
    {
        Run("Start-OpenWrtTransaction; Set-WanInterface wan2 -Metric 25; Set-Mwan3Member wan_m1_w1 -Weight 3");
        await TruthAsync("uci set mwan3.wan2_m1_w1.weight=9; uci commit mwan3");
        string files = await FilesAsync();
        Assert.Equal(["ConfigurationChanged"], Fail("Complete-OpenWrtTransaction"));
        Assert.Equal("mwan3", Engine.Errors.Single().TargetObject);
        Assert.Equal(files, await FilesAsync());
        Assert.Equal(2, Run("Get-OpenWrtTransaction").Count);
        Run("Undo-OpenWrtTransaction");
    }

    [Fact]
    public void Changes_that_cancel_each_other_out_are_none()
    {
        Run("Start-OpenWrtTransaction");
        Run("Add-Mwan3Member m7 -Interface wan -Metric 7 -Weight 7; Remove-Mwan3Member m7");
        Assert.Empty(Run("Get-OpenWrtTransaction"));
        int commands = Router.Session.CommandCount;
        Assert.Empty(Run("Complete-OpenWrtTransaction"));
        Assert.Equal(1, Router.Session.CommandCount - commands);
    }

    [Theory]
    [InlineData("Start-OpenWrtTransaction")]
    [InlineData("Stop-WanInterface wan2")]
    [InlineData("Restart-WanInterface wan2")]
    [InlineData("New-MacvlanDevice test0 -Parent WAN -Temporary")]
    public void What_cannot_wait_is_refused_inside(string script)
    {
        Run("Start-OpenWrtTransaction");
        Assert.Equal(["TransactionOpen"], Fail(script.Replace("WAN", Router.WanDevice, StringComparison.Ordinal)));
        Assert.Empty(Run("Undo-OpenWrtTransaction"));
    }
}
