using System.Management.Automation;

namespace MultiDial.Tests;

/// <summary>Interfaces that are dialled as a group: what the router is told, and what the user is told.</summary>
public sealed class GroupDialTests : IDisposable
{
    private readonly FakeRouter _router;
    private readonly Engine _engine;

    public GroupDialTests()
    {
        _router = new FakeRouter(States.Modern());
        _engine = new Engine(_router);
    }

    public void Dispose() => _engine.Dispose();

    [Fact]
    public void All_lines_go_to_the_router_in_one_call()
    {
        _router.Parts["dial"] = "\ntry 1 12 1\ntry 2 3 2\nonline wan wan6\nsilent";
        Assert.Equal(2, _engine.Run("Get-WanInterface wan, wan6 | Start-WanInterface -Simultaneous -MinimumOnline 2 -Retry 4 -RetryInterval 10s -Timeout 20").Count);
        Assert.Empty(_engine.Errors);
        Assert.Contains("dial_start '1.1.1.1 8.8.8.8 223.5.5.5' '0' '2' '5' '10' '20' 'wan' 'wan6'", string.Concat(_router.Scripts), StringComparison.Ordinal);
        Assert.Equal([1, 2], _router.Session.LastDial.Select(one => one.Online));
        Assert.Equal(TimeSpan.FromMilliseconds(30), _router.Session.LastDial[1].Spread);
        Assert.Equal("Try 2: 2 online, dialled within 30 ms.", _router.Session.LastDial[1].ToString());
    }

    [Fact]
    public void Too_few_are_an_error_that_says_why_and_enough_are_a_warning()
    {
        _router.Parts["dial"] = "\ntry 1 - 1\nonline wan\nsilent";
        Assert.Equal(2, _engine.Run("Start-WanInterface wan, wan6 -Simultaneous").Count);
        ErrorRecord error = Assert.Single(_engine.Errors);
        Assert.StartsWith("DialFailed,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("wan6 (", error.Exception.Message, StringComparison.Ordinal);
        Assert.Null(_router.Session.LastDial[0].Spread);

        _engine.Clear();
        _engine.Run("Start-WanInterface wan, wan6 -Simultaneous -MinimumOnline 1");
        Assert.Empty(_engine.Errors);
        Assert.Contains("1 of 2 interfaces are online, which is enough. Not online: wan6", Assert.Single(_engine.Warnings), StringComparison.Ordinal);

        _engine.Clear();
        _router.Parts["dial"] = "\ntry 1 - 1\nonline wan6\nsilent wan";
        _engine.Run("Start-WanInterface wan, wan6 -Stagger 2s -MinimumOnline 1");
        Assert.Contains("nothing answers through it", Assert.Single(_engine.Warnings), StringComparison.Ordinal);
        Assert.Contains("dial_start '1.1.1.1 8.8.8.8 223.5.5.5' '2' '1' '4' '5' '30' 'wan' 'wan6'", string.Concat(_router.Scripts), StringComparison.Ordinal);
    }

    [Fact]
    public void What_cannot_be_is_refused_and_nothing_is_dialled()
    {
        _engine.Run("Start-WanInterface wan -Simultaneous -MinimumOnline 2");
        Assert.StartsWith("InvalidValue,", Assert.Single(_engine.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
        _engine.Clear();
        _engine.Run("Start-WanInterface wan, nosuch -Simultaneous");
        Assert.StartsWith("NotFound,", Assert.Single(_engine.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.DoesNotContain(_router.Scripts, script => script.Contains("dial_start", StringComparison.Ordinal));
    }

    [Fact]
    public void What_if_says_it_in_words()
    {
        _engine.Run("Start-WanInterface wan, wan6 -Simultaneous -WhatIf");
        Assert.Contains("dial wan, wan6 at the same moment until 2 are online, at most 4 times", _engine.Host.Text.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(_router.Scripts, script => script.Contains("dial_start", StringComparison.Ordinal));
    }
}
