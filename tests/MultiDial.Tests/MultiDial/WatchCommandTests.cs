using MultiDial.Errors;
using MultiDial.Lines;
using MultiDial.Network;
using MultiDial.Router;
using MultiDial.Tests.Mwan3;
using MultiDial.Watch;

namespace MultiDial.Tests.Whole;

/// <summary>Register-, Get- and Unregister-MultiDialWatch on a router that is only texts.</summary>
public sealed class WatchCommandTests : Mwan3Engine
{
    public WatchCommandTests()
    {
        foreach ((string part, string text) in States.Modern())
        {
            Router.Parts[part] = text;
        }
    }

    private string Network => Router.Parts["config/network"];

    [Fact]
    public void The_settings_are_in_the_configuration_and_the_service_follows_them()
    {
        Run("New-MultiDial -Line 4 -Protocol Dhcp -TrackIp 9.9.9.9");
        MultiDialWatch watch = Watch("Get-MultiDial | Register-MultiDialWatch -MinimumOnline 3 -Interval 2m -Simultaneous");
        Assert.Equal(["wan", "wan2", "wan3", "wan4"], watch.Line);
        Assert.Equal(["9.9.9.9"], watch.Target);
        Assert.True(watch is { MinimumOnline: 3, Interval.TotalMinutes: 2, Simultaneous: true, Running: false, LastEvent: null, Name: "multidial-watch" });
        Assert.Contains("config multidial_watch 'multidial_watch'\n", Network, StringComparison.Ordinal);

        // As the router would say then.
        Router.Parts["watch"] = "files=0\nenabled=1\nrunning=1\n";
        Router.Parts["watch-event"] = "wan3 is lost\n";
        RouterDraft draft = States.Draft(States.Of(Router.Parts), draft => LineSet.Set(draft, new LinesChange { TrackIp = ["8.8.8.8"] }));
        Assert.True(WatchReload.For(draft.Before.Network, draft.Network) is { IsNew: false, IsGone: false });
        watch = Watch("Set-MultiDial -TrackIp 8.8.8.8; Get-MultiDialWatch");
        Assert.Equal("8.8.8.8", Assert.Single(watch.Target));
        Assert.True(watch is { Running: true, LastEvent: "wan3 is lost" });
    }

    [Fact]
    public void It_watches_the_lines_that_there_are()
    {
        string before = Network;
        Run("New-MultiDial -Line 4 -Protocol Dhcp");
        string four = Network;
        Run("Register-MultiDialWatch -MinimumOnline 3");
        Assert.Equal(6, Watch("Set-MultiDial -Line 6; Get-MultiDialWatch").Line.Length);
        Assert.Equal(3, Watch("Get-MultiDialWatch").MinimumOnline);
        Run("Set-MultiDial -Line 2");
        Assert.True(Watch("Get-MultiDialWatch") is { MinimumOnline: 2, Line.Length: 2 });
        Run("Unregister-MultiDialWatch; Set-MultiDial -Line 4");
        Assert.Equal(four, Network);

        // Lines that were chosen by name stay those.
        Run("Register-MultiDialWatch wan2, wan3; Set-MultiDial -Line 5");
        Assert.Equal(["wan2", "wan3"], Watch("Get-MultiDialWatch").Line);
        Run("Remove-MultiDial");
        Assert.Equal(before, Network);
        Assert.Empty(Run("Get-MultiDialWatch"));
    }

    [Fact]
    public void A_line_that_is_none_of_those_stays_watched()
    {
        Run("New-MultiDial -Line 2 -Protocol Dhcp; Register-MultiDialWatch wan2, wan6; Remove-MultiDial");
        Assert.Equal(["wan6"], Watch("Get-MultiDialWatch").Line);
        Run("Remove-WanInterface wan6");
        Assert.Empty(Run("Get-MultiDialWatch"));
        Assert.DoesNotContain("multidial", Network, StringComparison.Ordinal);
    }

    [Fact]
    public void A_transaction_makes_the_lines_and_the_watch_as_one_change()
    {
        string before = Network;
        Run("Start-OpenWrtTransaction; New-MultiDial -Line 3 -Protocol Dhcp; Register-MultiDialWatch");
        Assert.Equal(before, Network);
        Run("Complete-OpenWrtTransaction -WhatIf");
        Assert.Equal(1, Engine.Host.Text.ToString().Split("write the files of the watch and start it").Length - 1);
        Run("Complete-OpenWrtTransaction");
        Assert.Equal(3, Watch("Get-MultiDialWatch").Line.Length);
        Run("Get-MultiDialWatch | Unregister-MultiDialWatch; Remove-MultiDial");
        Assert.Equal(before, Network);
    }

    [Fact]
    public void What_if_says_all_and_does_nothing()
    {
        Run("New-MultiDial -Line 2 -Protocol Dhcp");
        var before = new Dictionary<string, string>(Router.Parts);
        Run("Register-MultiDialWatch -WhatIf");
        Assert.Equal(before, Router.Parts);
        string text = Engine.Host.Text.ToString();
        Assert.Contains("network.multidial_watch='multidial_watch'", text, StringComparison.Ordinal);
        Assert.Contains("then write the files of the watch and start it", text, StringComparison.Ordinal);
        Run("Register-MultiDialWatch; Unregister-MultiDialWatch -WhatIf");
        Assert.Contains("then stop the watch and remove its files", Engine.Host.Text.ToString(), StringComparison.Ordinal);
        Watch("Get-MultiDialWatch");
    }

    [Theory]
    [InlineData("Register-MultiDialWatch -MinimumOnline 0", ErrorId.InvalidValue)]
    [InlineData("Register-MultiDialWatch -MinimumOnline 4", ErrorId.InvalidValue)]
    [InlineData("Register-MultiDialWatch -Interval 4", ErrorId.InvalidValue)]
    [InlineData("Register-MultiDialWatch -Interval 25h", ErrorId.InvalidValue)]
    [InlineData("Register-MultiDialWatch wan2, nosuch", ErrorId.NotFound)]
    [InlineData("Unregister-MultiDialWatch", ErrorId.NotFound)]
    public void What_does_not_fit_is_refused(string script, ErrorId id)
    {
        Run("New-MultiDial -Line 3 -Protocol Dhcp");
        var before = new Dictionary<string, string>(Router.Parts);
        Run(script, id);
        Assert.Equal(before, Router.Parts);
    }

    [Fact]
    public void Without_lines_there_is_nothing_to_watch() => Run("Register-MultiDialWatch", ErrorId.NotFound);

    private MultiDialWatch Watch(string script) => Run(script).Select(item => item.BaseObject).OfType<MultiDialWatch>().Single();
}
