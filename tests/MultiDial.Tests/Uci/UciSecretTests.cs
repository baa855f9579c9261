using System.Reflection;
using MultiDial.Remote;
using MultiDial.Uci;

namespace MultiDial.Tests.Uci;

public sealed class UciSecretTests
{
    public static TheoryData<string> Options => [.. typeof(UciOptionAttribute).Assembly.GetTypes()
        .SelectMany(type => type.GetProperties())
        .Select(property => property.GetCustomAttribute<UciOptionAttribute>()?.Option).OfType<string>().Distinct()];

    [Theory]
    [MemberData(nameof(Options))]
    public void Of_what_the_module_knows_the_password_alone_is_hidden_and_what_is_packed(string option) =>
        Assert.Equal(option is "password" or "replaced", UciSecrets.IsSecret(option));

    [Fact]
    public void A_package_is_shown_without_secrets_and_without_comments()
    {
        UciPackage package = UciPackage.Parse("network", """
            # password hunter2
            config interface 'wan'   # hunter3
            	option proto 'pppoe'
            #	option password 'hunter4'
            	option password 'hunter5'
            	option password "hunter6"
            	list dns '1.1.1.1'
            	list keys 'hunter7'
            	list keys 'hunter8'
            config rule
            	option src 'l''an'
            """);
        Assert.Equal("\nconfig interface 'wan'\n\toption proto 'pppoe'\n\toption password '***'\n\tlist dns '1.1.1.1'\n\tlist keys '***'\n\nconfig rule\n\toption src 'lan'\n", UciSecrets.Hide(package));
    }

    [Fact]
    public void Bytes_that_are_no_text_are_shown_as_they_are()
    {
        UciPackage package = UciPackage.Parse("network", "config interface\n\toption name 'é" + "\xFF'\n");
        Assert.Equal("\nconfig interface\n\toption name 'é" + "\xFF'\n", UciSecrets.Hide(package));
        Assert.NotEmpty(ByteText.ToText(UciSecrets.Hide(package)));
    }
}
