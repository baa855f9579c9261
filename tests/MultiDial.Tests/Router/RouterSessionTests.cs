namespace MultiDial.Tests;

/// <summary>Several sessions at once.</summary>
public sealed class RouterSessionTests(RouterFixture router) : RouterTests(router)
{
    [Fact]
    public void Objects_go_to_their_own_session_and_names_find_theirs()
    {
        OpenWrtSession first = Router.Session;
        OpenWrtSession second = Run<OpenWrtSession>(Router.OpenCommand("second")).Single();
        try
        {
            (int, int) counts = (first.CommandCount, second.CommandCount);
            Assert.Equal(["second", first.Name], Run<WanInterface>($"Get-OpenWrtSession {first.Name}, second | Get-WanInterface wan").Select(line => line.Session.Name).Order());
            Assert.Equal((counts.Item1 + 1, counts.Item2 + 1), (first.CommandCount, second.CommandCount));

            Assert.Same(second, Run<WanInterface>("Get-WanInterface wan").Single().Session);
            Assert.Same(first, Run<WanInterface>($"Get-WanInterface wan -Session {first.Name}").Single().Session);
            Assert.Equal([first, second], Run<WanInterface>($"Get-WanInterface wan -Router {first.Name}, second").Select(line => line.Session).OrderBy(session => session.Id));

            int before = second.CommandCount;
            Assert.Same(first, Run<Mwan3Member>($"Get-Mwan3Member wan_m1_w1 -Session {first.Name} | Set-Mwan3Member -Weight 4").Single().Session);
            Assert.Equal(before, second.CommandCount);
        }
        finally
        {
            Run("Remove-OpenWrtSession second");
        }

        Assert.Equal(["NoSession"], Fail("Get-WanInterface -Session second"));
        Assert.Same(first, Run<WanInterface>("Get-WanInterface wan").Single().Session);
    }

    [Fact]
    public void One_router_that_fails_does_not_stop_the_other()
    {
        Run(Router.OpenCommand("second"));
        ((OpenWrtSession)Run("Get-OpenWrtSession second")[0].BaseObject).Dispose();
        Engine.Clear();
        Assert.Single(Engine.Run($"Get-WanInterface wan -Session {Router.Session.Name}, second"));
        Assert.Equal("NoSession", Assert.Single(Engine.Errors).FullyQualifiedErrorId.Split(',')[0]);
    }
}
