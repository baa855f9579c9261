using System.Management.Automation;
using MultiDial.Commands;
using MultiDial.Remote;

namespace MultiDial.Tests;

/// <summary>What PowerShell shows while routers are at work.</summary>
public sealed class ProgressTreeTests
{
    private readonly ProgressTree _tree = new("Get-MultiDial");

    [Fact]
    public void One_router_is_one_bar_with_its_step()
    {
        _tree.Expect(1);
        int router = _tree.Begin("r1");
        Assert.Equal("0 Get-MultiDial: The router is at work (3 s) -1", Shown());
        _tree.Tell(router, new RouterProgress("network reload", 3, 4));
        Assert.Equal("0 Get-MultiDial: network reload, 3 of 4 (3 s) 50", Shown());
        Assert.Equal(["0 Get-MultiDial"], _tree.Rest().Select(record => $"{record.ActivityId} {record.Activity}"));
    }

    [Fact]
    public void Several_are_a_tree()
    {
        _tree.Expect(3);
        int first = _tree.Begin("r1"), second = _tree.Begin("r2");
        _tree.Tell(second, new RouterProgress("firewall reload", 2, 4));
        Assert.Equal(
            "0 Get-MultiDial: 0 of 3 routers are done (3 s) 0; 1 r1: The router is at work -1 below 0; 2 r2: firewall reload, 2 of 4 25 below 0", Shown());
        _tree.End(first);
        _tree.Begin("r3");
        Assert.Equal(
            "0 Get-MultiDial: 1 of 3 routers are done (3 s) 33; 1 r1 ends; 2 r2: firewall reload, 2 of 4 25 below 0; 3 r3: The router is at work -1 below 0", Shown());
        _tree.End(second);
        Assert.Equal(["2 r2", "3 r3", "0 Get-MultiDial"], _tree.Rest().Select(record => $"{record.ActivityId} {record.Activity}"));
        Assert.All(_tree.Rest(), record => Assert.Equal(ProgressRecordType.Completed, record.RecordType));
    }

    private string Shown() => string.Join("; ", _tree.Now(TimeSpan.FromSeconds(3)).Select(record => record.RecordType == ProgressRecordType.Completed
        ? $"{record.ActivityId} {record.Activity} ends"
        : $"{record.ActivityId} {record.Activity}: {record.StatusDescription} {record.PercentComplete}{(record.ParentActivityId < 0 ? "" : $" below {record.ParentActivityId}")}"));
}
