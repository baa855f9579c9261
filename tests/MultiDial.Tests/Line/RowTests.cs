using System.Management.Automation;
using MultiDial.Errors;
using MultiDial.Tests.Mwan3;

namespace MultiDial.Tests;

/// <summary>Rows of the pipeline in every cmdlet that takes them: a row gives the same as the command line, and nothing to the next row.</summary>
public sealed class RowTests : Mwan3Engine
{
    public RowTests()
    {
        foreach ((string part, string text) in States.Modern())
        {
            Router.Parts[part] = text;
        }
    }

    [Theory]
    [InlineData("New-MacvlanDevice", "Name=veth0;Parent=eth0.2;Mode=Private;MacAddress=02-00-5E-00-53-01")]
    [InlineData("New-MacvlanDevice", "Name=veth0;Parent=eth0.2;Temporary=true")]
    [InlineData("New-WanInterface", "Name=wan2;Device=eth0.1;Protocol=Static;Metric=20;Zone=lan;PeerDns=no;Dns=1.1.1.1 8.8.8.8;Address=192.0.2.7/24;Gateway=192.0.2.1;Timeout=0")]
    [InlineData("Add-FirewallZoneNetwork", "Zone=lan;Network=loopback")]
    [InlineData("Add-Mwan3Interface", "Name=wan;Enabled=false;Family=IPv4;TrackIp=1.1.1.1 8.8.8.8;Interval=5s;Timeout=2;Down=3;Up=4;Reliability=2")]
    [InlineData("Add-Mwan3Member", "Name=m;Interface=wan;Metric=2;Weight=3")]
    [InlineData("Add-Mwan3Member", "Interface=wan;Metric=2;Weight=3")]
    [InlineData("Add-Mwan3Rule", "Name=r;Policy=default;Family=IPv4;Protocol=tcp;DestinationPort=443;DestinationAddress=3.4.5.6;Sticky=yes;StickyTimeout=5m")]
    [InlineData("Add-Mwan3Rule", "Name=r;Policy=default;Before=mine")]
    [InlineData("New-MultiDial", "Name=other;MacAddress=02:00:5e:00:53:01;Weight=3;Mtu=1400;Parent=eth0.1;Dns=9.9.9.9", "New-MultiDial -Protocol Dhcp -Name wan, other -MacAddress '', 02:00:5e:00:53:01 -Weight 1, 3 -Mtu 1400 -Parent eth0.1 -Dns 9.9.9.9")]
    public void A_row_gives_what_the_command_line_would(string cmdlet, string cells, string? script = null)
    {
        string[][] pairs = [.. cells.Split(';').Select(cell => cell.Split('=', 2))];
        Run("Add-Mwan3Rule mine -Policy default");
        script ??= $"{cmdlet} " + string.Join(' ', pairs.Select(pair => $"-{pair[0]}{Value(pair[1])}"));
        string row = $"[pscustomobject]@{{ {string.Join("; ", pairs.Select(pair => $"{pair[0].ToLowerInvariant()} = '{pair[1]}'"))} }}";
        if (cmdlet == "New-MultiDial")
        {
            row = $"[pscustomobject]@{{}}, {row}";
        }

        if (cmdlet == "Add-Mwan3Member")
        {
            Run("Add-Mwan3Interface wan");
        }

        string expected = Preview(script + " -WhatIf");
        Assert.Contains("Changing the router", expected, StringComparison.Ordinal);
        Assert.Equal(expected, Preview($"{row} | {cmdlet} {(cmdlet == "New-MultiDial" ? "-Protocol Dhcp " : "")}-WhatIf"));
    }

    [Fact]
    public void A_row_leaves_nothing_to_the_next()
    {
        Run("""
            [pscustomobject]@{ Name = 'veth0'; Parent = 'eth0.2'; Mode = 'Private' },
            [pscustomobject]@{ Name = 'veth1'; Parent = 'eth0.2'; Mode = '' } | New-MacvlanDevice
            """);
        Assert.Equal(1, Router.Parts["config/network"].Split("option mode").Length - 1);
    }

    [Fact]
    public void A_cell_that_cannot_be_read_names_row_and_column_and_the_other_rows_go_on()
    {
        Run("Add-Mwan3Interface wan");
        Run("""
            [pscustomobject]@{ Name = 'a'; Interface = 'wan'; Weight = 1 },
            [pscustomobject]@{ Name = 'b'; Interface = 'wan'; Weight = 1.5 },
            [pscustomobject]@{ Name = 'c'; Interface = 'wan'; Weight = '3' } | Add-Mwan3Member
            """, ErrorId.InvalidValue);
        Assert.Contains("'1.5'", Errors[0].Exception.Message, StringComparison.Ordinal);
        Assert.Contains("row 2", Errors[0].Exception.Message, StringComparison.Ordinal);
        Assert.Contains("Weight", Errors[0].Exception.Message, StringComparison.Ordinal);
        Assert.Equal("a c", string.Join(' ', Run("(Get-Mwan3Member).Name")));
    }

    [Fact]
    public void A_password_that_cannot_be_read_is_not_shown()
    {
        Engine.Run("[pscustomobject]@{}, [pscustomobject]@{ UserName = 'me'; Password = @(1234, 5678) } | New-MultiDial -Protocol Pppoe -Timeout 0");
        ErrorRecord error = Assert.Single(Engine.Errors);
        Assert.DoesNotContain("1234", error.ToString() + error.TargetObject, StringComparison.Ordinal);
    }

    [Fact]
    public void A_password_of_digits_is_a_password()
    {
        Run("[pscustomobject]@{}, [pscustomobject]@{ UserName = 'me'; Password = 1234 } | New-MultiDial -Protocol Pppoe -Timeout 0");
        Assert.Contains("option password '1234'", Router.Parts["config/network"], StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_column_is_named_once_for_the_pipeline()
    {
        Run("Add-Mwan3Interface wan");
        Run("1..3 | ForEach-Object { [pscustomobject]@{ NAME = \"m$_\"; interface = 'wan'; Wheight = 2 } } | Add-Mwan3Member");
        string warning = Assert.Single(Engine.Warnings);
        Assert.Contains("Wheight", warning, StringComparison.Ordinal);
        Assert.Contains("Name, Interface, Metric, Weight", warning, StringComparison.Ordinal);
    }

    private static string Value(string text) => text switch
    {
        "true" or "yes" => ":$true",
        "false" or "no" => ":$false",
        _ when text.Contains(' ', StringComparison.Ordinal) => " " + string.Join(", ", text.Split(' ').Select(item => $"'{item}'")),
        _ => $" '{text}'",
    };

    private string Preview(string script)
    {
        Engine.Clear();
        Run(script);
        return Engine.Host.Text + string.Join('\n', Engine.Warnings);
    }
}
