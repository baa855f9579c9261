using MultiDial.Errors;
using MultiDial.Lines;
using MultiDial.Network;

namespace MultiDial.Tests.Whole;

/// <summary>What the command line of New-MultiDial and its rows come to, line by line.</summary>
public sealed class LineMergeTests
{
    private static readonly InterfaceCredential s_own = new("own", "1");
    private static readonly InterfaceCredential s_common = new("common", "2");

    [Fact]
    public void A_number_of_lines_makes_as_many_that_ask_for_nothing()
    {
        LinesRequest request = Merge(new LineMerge { Line = 3 });
        Assert.Equal(3, request.Count);
        Assert.Equal([LineRequest.Nothing, LineRequest.Nothing, LineRequest.Nothing], request.Lines);
    }

    [Fact]
    public void Each_line_has_its_row_and_what_is_for_all_new_lines()
    {
        LinesRequest request = Merge(new LineMerge
        {
            Rows = [new() { Weight = 3 }, new() { Name = "b", Credential = s_own, Mtu = 1400 }, new() { Protocol = WanProtocol.Dhcp }, new()],
            Credential = s_common,
            Mtu = 1492,
        });
        Assert.Equal([null, s_own, null, s_common], request.Lines.Select(line => line.Credential));
        Assert.Equal([null, 1400, 1492, 1492], request.Lines.Select(line => line.Mtu));
        Assert.Equal([3, null, null, null], request.Lines.Select(line => line.Weight));
        Assert.Equal([null, WanProtocol.Dhcp], request.Lines.Skip(1).Take(2).Select(line => line.Protocol));
        Assert.Equal("b", request[1].Name);
    }

    [Fact]
    public void An_account_is_not_for_lines_that_do_not_dial_by_PPPoE()
    {
        LinesRequest request = Merge(new LineMerge { Line = 3, Protocol = WanProtocol.Dhcp, Credential = s_common, Rows = [new(), new() { Protocol = WanProtocol.Pppoe }] });
        Assert.Equal([null, s_common, null], request.Lines.Select(line => line.Credential));
    }

    [Theory]
    [InlineData("a,b", "|a|b")]
    [InlineData(",a,b", "|a|b")]
    [InlineData("c,a,b", "c|a|b")]
    public void Addresses_are_for_the_new_lines_or_for_all(string given, string expected) =>
        Assert.Equal(expected, string.Join('|', Merge(new LineMerge { Line = 3, Addresses = given.Split(',') }).Lines.Select(line => line.Address)));

    [Fact]
    public void One_value_is_for_all_lines_also_for_those_that_are_not_counted()
    {
        LinesRequest request = Merge(new LineMerge { Adopt = true, Weights = [2], Gateways = ["g"], Mtu = 1400 });
        Assert.Null(request.Count);
        Assert.Equal(2, request[7].Weight);
        Assert.Equal(1400, request[7].Mtu);
        Assert.Equal("2 2", string.Join(' ', Merge(new LineMerge { Line = 2, Weights = [2] }).Lines.Select(line => line.Weight)));
    }

    [Fact]
    public void Names_and_MAC_addresses_go_by_their_places_and_an_empty_one_is_not_given()
    {
        LinesRequest request = Merge(new LineMerge { Names = ["wan", "b"], MacAddresses = ["", "02:00:5e:00:53:01"], Line = 3 });
        Assert.Equal(["wan", "b", null], request.Lines.Select(line => line.Name));
        Assert.Equal([null, "02:00:5e:00:53:01", null], request.Lines.Select(line => line.MacAddress));
    }

    [Theory]
    [InlineData(2, 3, 0, 0, 0)]
    [InlineData(null, 1, 0, 0, 0)]
    [InlineData(null, 0, 0, 0, 0)]
    [InlineData(4, 0, 2, 0, 0)]
    [InlineData(4, 0, 0, 2, 0)]
    [InlineData(4, 0, 0, 0, 2)]
    public void Numbers_that_do_not_fit_are_refused(int? line, int rows, int weights, int addresses, int gateways)
    {
        var merge = new LineMerge
        {
            Line = line,
            Rows = [.. Enumerable.Repeat(LineRequest.Nothing, rows)],
            Weights = weights == 0 ? null : [.. Enumerable.Repeat(1, weights)],
            Addresses = addresses == 0 ? null : [.. Enumerable.Repeat("a", addresses)],
            Gateways = gateways == 0 ? null : [.. Enumerable.Repeat("g", gateways)],
        };
        Assert.Equal(ErrorId.InvalidValue, Assert.Throws<MultiDialException>(() => Merge(merge)).Id);
    }

    private static LinesRequest Merge(LineMerge merge) => merge.Into(new LinesRequest());
}
