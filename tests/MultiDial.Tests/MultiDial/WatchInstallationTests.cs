using MultiDial.Tests.Guard;

namespace MultiDial.Tests.Whole;

/// <summary>How the watch comes to the router and changes, and that it goes without a trace.</summary>
public sealed class WatchInstallationTests(MultiDialFixture router) : WatchedRouterTests(router)
{
    // All files of the router with their links and folders, but not what programs write as they run.
    private const string Files = """
        cd /
        find . -xdev -type f -exec ls -i -l {} + -exec md5sum {} + | sort
        find etc usr lib -xdev -type l -exec ls -l {} + | sort
        find etc usr lib -xdev -type d | sort
        uci export
        """;

    private const string Running = "ubus call service list '{\"name\":\"multidial-watch\"}' | jsonfilter -e '@[\"multidial-watch\"].instances[*].pid'; ls -i /usr/sbin/multidial-watch /etc/config/network";

    [Fact]
    public async Task Unregister_leaves_no_trace_and_a_second_run_writes_nothing()
    {
        string before = await Router.TruthAsync(Files);
        Watch(Register);
        string made = await Router.TruthAsync(Files), running = await Router.TruthAsync(Running);
        Assert.NotEqual(before, made);
        Assert.Contains("/usr/sbin/multidial-watch", await Router.TruthAsync("cat /lib/upgrade/keep.d/multidial-watch"), StringComparison.Ordinal);
        Watch(Register);
        Assert.Equal(made, await Router.TruthAsync(Files));
        Assert.Equal(running, await Router.TruthAsync(Running));
        Watch("'wan2', 'wan3' | Register-MultiDialWatch -MinimumOnline 1 -Interval 20");
        await UntilAsync("ps w | grep -q '[m]ultidial-watch 20 1 0 .* wan2 wan3'", "it runs with other settings");

        // What somebody has broken is mended.
        await Router.TruthAsync("echo exit >/usr/sbin/multidial-watch");
        Watch(Register);
        await Router.TruthAsync("rm /etc/rc.d/S99multidial-watch");
        Watch(Register);
        Assert.Equal(Whole(made), Whole(await Router.TruthAsync(Files)));

        Router.Run("Unregister-MultiDialWatch");
        await GoneAsync();
        Assert.Equal(Whole(before), Whole(await Router.TruthAsync(Files)));
        Assert.Empty(Router.Run("Get-MultiDialWatch"));
    }

    [Fact]
    public async Task What_if_writes_nothing()
    {
        string before = await Router.TruthAsync(Files);
        Router.Run(Register + " -WhatIf");
        Assert.Equal(before, await Router.TruthAsync(Files));
        Assert.Empty(await Router.TruthAsync(Traces));
        Assert.Contains("write the files of the watch", Router.Engine.Host.Text.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Unregister_waits_for_the_end_of_a_dial()
    {
        Watch(Register);
        (await Router.Lab.Isp.RunAsync("ip link set port2 down", Cancelled)).Require();
        try
        {
            await UntilAsync("[ -L /var/run/multidial/dialling ]", "it dials");
            Router.Run("Unregister-MultiDialWatch");
            Assert.Equal("", await Router.TruthAsync(Traces));
        }
        finally
        {
            (await Router.Lab.Isp.RunAsync("ip link set port2 up", Cancelled)).Require();
        }
    }

    [Fact]
    public async Task It_follows_the_lines()
    {
        Router.Run("Remove-MultiDial");
        string before = await Router.TruthAsync(Files);
        Router.Run($"New-MultiDial -Line {Lines} -Protocol Dhcp");
        Watch(Register);
        Router.Run("Set-MultiDial -Line 4");
        await UntilAsync("ps w | grep -q '[m]ultidial-watch 10 0 0 .* wan wan2 wan3 wan4'", "four lines are watched");
        Router.Run("Set-MultiDial -Line 2");
        await UntilAsync("ps w | grep -q '[m]ultidial-watch 10 0 0 .* wan wan2$'", "two lines are watched");
        Router.Run("Remove-MultiDial");
        await GoneAsync();
        Assert.Equal(Whole(before), Whole(await Router.TruthAsync(Files)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_registration_that_is_not_confirmed_leaves_nothing(bool losesPower)
    {
        string before = await Router.TruthAsync(Files);
        await RollBackAsync(Register, losesPower);
        await GoneAsync();
        Assert.Equal(Whole(before), Whole(await Router.TruthAsync(Files)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_removal_that_is_not_confirmed_brings_the_watch_back(bool losesPower)
    {
        Watch(Register);
        string before = await Router.TruthAsync(Files);
        await RollBackAsync("Remove-MultiDial", losesPower);
        await UntilAsync("ps w | grep -q '[m]ultidial-watch 10 0 0 .* wan wan2 wan3'", "it runs again");
        Assert.Equal(Whole(before), Whole(await Router.TruthAsync(Files)));
        await UntilAsync(IsBack, "the lines are up again");
        await ReviveAsync(Kill);
    }

    // Nobody confirms a change: its time runs out, or the power goes before.
    private async Task RollBackAsync(string script, bool losesPower)
    {
        Router.Connect($"-ConnectTimeout 3 -RollbackTimeout {(losesPower ? 600 : 5)}");

        // What became of an earlier change.
        await Router.TruthAsync("rm -f /var/run/multidial/change/ended.*");
        Router.Lab.Relay.Refuse();
        Task work = Task.Run(() => Router.Engine.Run(script), Cancelled);
        await UntilAsync(ChangeOnRouter.IsMade, "the change is made");
        if (losesPower)
        {
            await Router.Lab.Router.RebootAsync(Cancelled);
        }

        await UntilAsync(ChangeOnRouter.IsRolledBack, "the change is taken back");
        Router.Lab.Relay.Accept();
        await Router.Lab.Router.WaitUntilReadyAsync(s_deadline, Cancelled);
        await work;
        Assert.StartsWith("RolledBack,", Assert.Single(Router.Engine.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    // What was written anew is another file with the same bytes, and a link of another time.
    private static string Whole(string files) => string.Join('\n', files.Split('\n')
        .Where(line => !line.Contains(" root ", StringComparison.Ordinal) || line.Contains(" -> ", StringComparison.Ordinal))
        .Select(line => line.Contains(" -> ", StringComparison.Ordinal) ? string.Join(' ', line.Split(' ')[^3..]) : line)
        .Order(StringComparer.Ordinal));
}
