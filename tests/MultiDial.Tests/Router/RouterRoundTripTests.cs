namespace MultiDial.Tests;

/// <summary>However many objects come down the pipeline, the router is asked as often.</summary>
public sealed class RouterRoundTripTests(RouterFixture router) : RouterTests(router)
{
    [Theory]
    [InlineData(1)]
    [InlineData(16)]
    public async Task Changes_take_as_many_commands(int count)
    {
        (string Script, int Commands)[] calls =
        [
            ($"1..{count} | ForEach-Object {{ \"m$_\" }} | Add-Mwan3Member -Interface wan -Metric 7", 3),
            ("Get-Mwan3Member m* | Set-Mwan3Member -Weight 9", 4),
            ($"1..{count} | ForEach-Object {{ [pscustomobject]@{{ Name = \"r$_\"; DestinationAddress = \"198.51.100.$_\" }} }} | Add-Mwan3Rule -Policy balance -First", 3),
            ("Get-Mwan3Rule r* | Remove-Mwan3Rule", 4),
            ("Get-Mwan3Member m* | Remove-Mwan3Member", 4),
            ($"1..{count} | ForEach-Object {{ \"dev$_\" }} | New-MacvlanDevice -Parent {Router.WanDevice}", 3),
            ("Get-MacvlanDevice dev* | Remove-MacvlanDevice", 4),
        ];
        string before = await ExportAsync();
        foreach ((string script, int commands) in calls)
        {
            int start = Router.Session.CommandCount;
            int objects = Run(script).Count;
            Assert.Equal((script, commands), (script, Router.Session.CommandCount - start));
            Assert.Equal(script.Contains("Remove-", StringComparison.Ordinal) ? 0 : count, objects);
        }

        Assert.Equal(before, await ExportAsync());
    }
}
