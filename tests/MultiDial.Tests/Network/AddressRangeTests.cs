using MultiDial.Errors;
using MultiDial.Network;

namespace MultiDial.Tests.Network;

public sealed class AddressRangeTests
{
    [Theory]
    [InlineData("3.4.5.6", 32)]
    [InlineData("3.4.5.6/32", 32)]
    [InlineData("0.0.0.0/0", 0)]
    [InlineData("192.168.1.0/24", 24)]
    [InlineData("192.168.1.128/25", 25)]
    [InlineData("2001:db8::/32", 32)]
    [InlineData("::1", 128)]
    [InlineData("::/0", 0)]
    public void Addresses_and_networks_are_read(string text, int prefix) =>
        Assert.Equal(prefix, AddressRange.Parse("-DestinationAddress", text).PrefixLength);

    [Theory]
    [InlineData("1")]
    [InlineData("1.2.3")]
    [InlineData("1.2.3.4.")]
    [InlineData("1.2.3.4.5")]
    [InlineData("010.0.0.1")]
    [InlineData("0x7f.0.0.1")]
    [InlineData("256.1.1.1")]
    [InlineData("1.2.3.4/33")]
    [InlineData("1.2.3.4/")]
    [InlineData("1.2.3.4/24/24")]
    [InlineData("1.2.3.0/255.255.255.0")]
    [InlineData(" 1.2.3.4")]
    [InlineData("[::1]")]
    [InlineData("fe80::1%eth0")]
    [InlineData("example.org")]
    [InlineData("")]
    public void Other_texts_are_refused(string text)
    {
        MultiDialException refused = Assert.Throws<MultiDialException>(() => AddressRange.Parse("-DestinationAddress", text));
        Assert.Equal(ErrorId.InvalidValue, refused.Id);
    }

    [Theory]
    [InlineData("192.168.1.5/24", "192.168.1.0/24")]
    [InlineData("2001:db8::5/32", "2001:db8::/32")]
    public void A_network_with_host_bits_is_refused_and_the_network_named(string text, string network)
    {
        MultiDialException refused = Assert.Throws<MultiDialException>(() => AddressRange.Parse("-SourceAddress", text));
        Assert.Contains(network, refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0.0.0.0/0", "3.4.5.6", true)]
    [InlineData("3.4.5.0/24", "3.4.5.6", true)]
    [InlineData("3.4.5.0/24", "3.4.5.128/25", true)]
    [InlineData("3.4.5.128/25", "3.4.5.0/24", false)]
    [InlineData("3.4.5.0/24", "3.4.6.6", false)]
    [InlineData("::/0", "3.4.5.6", false)]
    [InlineData("2001:db8::/32", "2001:db8:1::/48", true)]
    public void A_range_contains_what_lies_in_it(string outer, string inner, bool contained) =>
        Assert.Equal(contained, AddressRange.TryParse(outer)!.Contains(AddressRange.TryParse(inner)!));
}
