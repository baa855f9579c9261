using MultiDial.Tests.Transport;

namespace MultiDial.Tests.Sessions;

/// <summary>Addresses as people write them for ssh.</summary>
public sealed class RouterAddressTests(DropbearFixture dropbear) : IClassFixture<DropbearFixture>
{
    [Theory]
    [InlineData("router", "router", null, null)]
    [InlineData("root@router", "router", "root", null)]
    [InlineData("ssh://router", "router", null, null)]
    [InlineData("ssh://root@router:2222/", "router", "root", 2222)]
    [InlineData("192.168.1.1", "192.168.1.1", null, null)]
    [InlineData("fe80::1%eth0", "fe80::1%eth0", null, null)]
    [InlineData("[fe80::1%eth0]", "fe80::1%eth0", null, null)]
    [InlineData("root@fe80::1%eth0", "fe80::1%eth0", "root", null)]
    [InlineData("root@[2001:db8::1]", "2001:db8::1", "root", null)]
    [InlineData("ssh://[fe80::1%eth0]", "fe80::1%eth0", null, null)]
    [InlineData("ssh://root@[fe80::1%eth0]:2222", "fe80::1%eth0", "root", 2222)]
    [InlineData("ssh://[2001:db8::1]:22", "2001:db8::1", null, 22)]
    public void It_is_a_host_and_what_is_said_of_user_and_port(string text, string host, string? user, int? port) =>
        Assert.Equal(new RouterAddress(host, user, port), RouterAddress.Parse(text));

    [Theory]
    [InlineData("::1")]
    [InlineData("[::1]")]
    [InlineData("ssh://root@[::1]:PORT")]
    public void IPv6_leads_there(string address)
    {
        Assert.SkipUnless(DropbearServer.HasIPv6, "This machine has no IPv6.");
        using var shell = new SessionShell();
        OpenWrtSession session = shell.Open(
            $"New-OpenWrtSession {address.Replace("PORT", $"{dropbear.Server.Port}", StringComparison.Ordinal)} -Port {dropbear.Server.Port} -KeyFilePath {dropbear.Server.KeyFile} -HostKeyFingerprint {dropbear.Server.Fingerprint(0)}");
        Assert.Equal("::1", session.HostName);
    }
}
