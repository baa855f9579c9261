using MultiDial.Errors;
using MultiDial.Mwan3;

namespace MultiDial.Tests.Mwan3;

public sealed class PortSetTests
{
    [Theory]
    [InlineData("80")]
    [InlineData("80,443")]
    [InlineData("1024:2048")]
    [InlineData("1:2,3:4,5:6,7:8,9:10,11:12,13:14,15")]
    public void Ports_and_ranges_are_read(string text) => Assert.NotEmpty(PortSet.Parse("-DestinationPort", text).Ranges);

    [Theory]
    [InlineData("")]
    [InlineData("0")]
    [InlineData("65536")]
    [InlineData("80-90")]
    [InlineData("80, 443")]
    [InlineData("90:80")]
    [InlineData("1:2:3")]
    [InlineData("http")]
    [InlineData("1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16")]
    [InlineData("1:2,3:4,5:6,7:8,9:10,11:12,13:14,15:16")]
    public void What_iptables_would_not_take_is_refused(string text) =>
        Assert.Equal(ErrorId.InvalidValue, Assert.Throws<MultiDialException>(() => PortSet.Parse("-DestinationPort", text)).Id);

    [Theory]
    [InlineData("1:65535", "80,443", true)]
    [InlineData("80,443", "443", true)]
    [InlineData("80,443", "80:443", false)]
    [InlineData("80:90,91:100", "85:95", true)]
    public void A_set_contains_the_ports_that_are_in_it(string outer, string inner, bool contained) =>
        Assert.Equal(contained, PortSet.TryParse(outer)!.Contains(PortSet.TryParse(inner)!));
}
