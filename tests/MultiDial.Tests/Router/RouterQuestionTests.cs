namespace MultiDial.Tests;

/// <summary>What only asks changes nothing; so it runs on any router of the user's.</summary>
public sealed class RouterQuestionTests(RouterFixture router) : RouterTests(router)
{
    private protected override bool ChangesTheRouter => false;

    [Theory]
    [InlineData("Get-OpenWrtSystem")]
    [InlineData("'mwan3', 'kmod-macvlan' | Get-OpenWrtPackage")]
    [InlineData("Get-MacvlanDevice")]
    [InlineData("'wan', 'loopback', 'lan' | Get-WanInterface")]
    [InlineData("Get-FirewallZone")]
    [InlineData("Get-Mwan3Global")]
    [InlineData("Get-Mwan3Interface")]
    [InlineData("Get-Mwan3Member")]
    [InlineData("Get-Mwan3Policy")]
    [InlineData("Get-Mwan3Rule")]
    [InlineData("Get-Mwan3Status")]
    public async Task Questions_take_one_command_and_write_nothing(string script)
    {
        string files = await FilesAsync();
        int start = Router.Session.CommandCount;
        Engine.Clear();
        int found = Engine.Run(script).Count;
        Assert.SkipWhen(Engine.Errors is [{ FullyQualifiedErrorId: var id }] && id.StartsWith("PackageMissing,", StringComparison.Ordinal), "The router has no mwan3.");
        Assert.Empty(Engine.Errors);
        Assert.True(found > 0 || !Router.MayChange, "It found nothing.");
        Assert.Equal(1, Router.Session.CommandCount - start);
        Assert.Equal(files, await FilesAsync());
    }
}
