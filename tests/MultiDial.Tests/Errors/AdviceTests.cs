using MultiDial.Errors;
using MultiDial.Remote;
using MultiDial.Tests.Transport;

namespace MultiDial.Tests.Errors;

/// <summary>Advice can be pasted: it goes to the same router, as the same user.</summary>
public sealed class AdviceTests
{
    private static ConnectionRequest Request => new() { HostName = "router1", Port = 2222, UserName = "admin", Password = DropbearServer.Secret("secret") };

    [Fact]
    public void A_session_is_asked_for_again_with_all_but_the_secrets() =>
        Assert.Equal("New-OpenWrtSession router1 -Port 2222 -Credential admin", Request.ToCommand());

    [Fact]
    public void A_key_stays_with_its_user_and_what_PowerShell_would_split_is_quoted() => Assert.Equal(
        "New-OpenWrtSession router1 -Port 2222 -UserName admin -KeyFilePath '/keys/it''s mine' -HostKeyPolicy Strict -KnownHostsPath /known",
        (Request with { KeyFilePath = "/keys/it's mine", HostKeyPolicy = HostKeyPolicy.Strict, KnownHostsPath = "/known" }).ToCommand());

    [Fact]
    public void A_parameter_that_is_added_takes_the_place_of_the_same_one() => Assert.Equal(
        "New-OpenWrtSession router1 -Port 2222 -Credential admin -HostKeyFingerprint SHA256:new",
        (Request with { HostKeyFingerprint = "SHA256:old" }).ToCommand(("-HostKeyFingerprint", "SHA256:new")));

    [Fact]
    public void A_router_without_a_password_is_entered_as_before() => Assert.Equal(
        "New-OpenWrtSession router1 -UserName root -AllowEmptyPassword",
        new ConnectionRequest { HostName = "router1", Password = new System.Security.SecureString() }.ToCommand());

    [Theory]
    [InlineData("router2", "New-OpenWrtSession router2 -Credential root")]
    [InlineData("2001:db8::1", "New-OpenWrtSession 2001:db8::1 -Credential root")]
    [InlineData("hom*", "Get-OpenWrtSession")]
    [InlineData("my router", "Get-OpenWrtSession")]
    [InlineData("7", "Get-OpenWrtSession")]
    public void A_name_that_is_no_host_is_not_connected_to(string name, string advice) => Assert.Equal(advice, Error.NoSession(name).RecommendedAction);
}
