using MultiDial.Mwan3;
using MultiDial.Uci;

namespace MultiDial.Tests.Mwan3;

public sealed class Mwan3SharesTests
{
    [Fact]
    public void Weights_of_one_metric_split_the_traffic() =>
        Assert.Equal("wan 33.3%, wan2 66.7%", Shares("wan 1 1", "wan2 1 2"));

    [Fact]
    public void Only_the_lowest_metric_carries_traffic() =>
        Assert.Equal("wan2 100%", Shares("wan 20 5", "wan2 10 1", "wan3 20 5"));

    [Fact]
    public void Without_the_first_the_next_metric_carries_it() =>
        Assert.Equal("wan 50%, wan3 50%", Shares(line => line != "wan2", "wan 20 5", "wan2 10 1", "wan3 20 5"));

    [Fact]
    public void Each_family_splits_its_own_traffic() =>
        Assert.Equal("wan 50%, wan2 50%, wan6 100%", Shares("wan 1 1", "wan2 1 1", "wan6 2 1"));

    [Fact]
    public void Members_that_mwan3_skips_count_nothing() =>
        Assert.Equal("wan 100%", Shares("wan 1 1", "nosuchline 1 1", "wan2 257 1"));

    [Fact]
    public void A_line_with_two_members_gets_both_parts() =>
        Assert.Equal("wan 75%, wan2 25%", Shares("wan 1 1", "wan2 1 1", "wan 1 2"));

    // Its functions go through a list.
    [Fact]
    public void Members_in_an_option_that_is_no_list_are_none_for_mwan3()
    {
        var package = UciPackage.Parse("mwan3", "config interface 'wan'\n\nconfig member 'm'\n\toption interface 'wan'\n\nconfig policy 'p'\n\toption use_member 'm'\n");
        Assert.Empty(Mwan3Shares.Of(package, package.Find("p")!, _ => true));
    }

    private static string Shares(params string[] members) => Shares(_ => true, members);

    private static string Shares(Func<string, bool> isUsed, params string[] members)
    {
        string text = "config interface 'wan'\n\nconfig interface 'wan2'\n\nconfig interface 'wan3'\n\nconfig interface 'wan6'\n\toption family 'ipv6'\n\n"
            + string.Concat(members.Select((member, i) => member.Split(' ') is [string line, string metric, string weight]
                ? $"config member 'm{i}'\n\toption interface '{line}'\n\toption metric '{metric}'\n\toption weight '{weight}'\n\n" : ""))
            + "config policy 'p'\n" + string.Concat(members.Select((_, i) => $"\tlist use_member 'm{i}'\n")) + "\tlist use_member 'nosuchmember'\n";
        var package = UciPackage.Parse("mwan3", text);
        return string.Join(", ", Mwan3Shares.Of(package, package.Find("p")!, isUsed));
    }
}
