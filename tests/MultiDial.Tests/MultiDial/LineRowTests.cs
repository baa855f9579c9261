using System.Management.Automation;
using MultiDial.Errors;
using MultiDial.Tests.Mwan3;

namespace MultiDial.Tests.Whole;

/// <summary>Rows of a CSV file as the lines of New-MultiDial: each line gets what its own row says, on a router that is only texts.</summary>
public sealed class LineRowTests : Mwan3Engine
{
    public LineRowTests()
    {
        foreach ((string part, string text) in States.Modern())
        {
            Router.Parts[part] = text;
        }
    }

    private string Network => Router.Parts["config/network"];

    [Fact]
    public void Each_row_has_the_protocol_that_it_says()
    {
        Import("""
            Name,Protocol,UserName,Password,Address,Gateway
            wan,,,,,
            wan2,Pppoe,me,pw,,
            wan3,Dhcp,,,,
            wan4,Static,,,192.0.2.8/24,192.0.2.1
            wan5,pppoe,you,pw5,,
            """);
        Assert.Equal("Dhcp Pppoe Dhcp Static Pppoe", string.Join(' ', Run("(Get-MultiDial).Protocol")));
        Assert.Contains("\toption username 'me'\n\toption password 'pw'\n", Network, StringComparison.Ordinal);
        Assert.Contains("\toption username 'you'\n\toption password 'pw5'\n", Network, StringComparison.Ordinal);
        Assert.Equal(2, Network.Split("option username").Length - 1);
    }

    [Fact]
    public void Headers_in_Chinese_are_understood()
    {
        Import("""
            名称,协议,用户名,密码,权重,MAC 地址,地址,网关
            wan,,,,,,,
            wan2,PPPoE,me,pw,3,02:12:34:56:78:9a,,
            wan3,Static,,,,,192.0.2.8/24,192.0.2.1
            """);
        Assert.Empty(Engine.Warnings);
        Assert.Equal("Dhcp Pppoe Static", string.Join(' ', Run("(Get-MultiDial).Protocol")));
        Assert.Equal("3", string.Join(' ', Run("(Get-MultiDial wan2).Weight")));
        Assert.Contains("\toption username 'me'\n\toption password 'pw'\n", Network, StringComparison.Ordinal);
        Assert.Contains("02:12:34:56:78:9a", Network, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("192.0.2.8", Network, StringComparison.Ordinal);
    }

    // As the community writes them, with and without a space; and those of one file may be mixed.
    [Theory]
    [InlineData("账号,密码")]
    [InlineData("帐号,Password")]
    [InlineData("宽带账号,口令")]
    public void An_account_has_several_headers_in_Chinese(string headers)
    {
        Import($"{headers}\na,b\nme,pw\n", "-Protocol Pppoe");
        Assert.Contains("\toption username 'me'\n\toption password 'pw'\n", Network, StringComparison.Ordinal);
    }

    // A line that works would become one that nobody can dial.
    [Theory]
    [InlineData("UserName,Password\nme,\nyou,\n")]
    [InlineData("UserName,Passwort\nme,pw\nyou,pw\n")]
    [InlineData("UserName\nme\nyou\n")]
    public void A_row_without_a_password_is_refused(string rows)
    {
        string before = Network;
        Run($"'{rows}' | ConvertFrom-Csv | New-MultiDial -Protocol Pppoe -ErrorAction Stop", ErrorId.InvalidValue);
        Assert.Contains("'me' in the column UserName of row 1", Errors[0].Exception.Message, StringComparison.Ordinal);
        Assert.Equal(before, Network);
        Run($"'{rows}' | ConvertFrom-Csv | New-MultiDial -Protocol Pppoe -Timeout 0 -Password (ConvertTo-SecureString pw -AsPlainText -Force)");
    }

    [Fact]
    public void An_account_without_a_password_is_refused()
    {
        Run("New-MultiDial -Line 2 -Protocol Pppoe -UserName me", ErrorId.InvalidValue);
        Assert.Equal("-Password", Errors[0].TargetObject);
    }

    [Fact]
    public void Mixed_rows_change_nothing_the_second_time_and_leave_no_byte()
    {
        const string Rows = "Name,Protocol,UserName,Password\nwan,Pppoe,a,b\nwan2,Dhcp,,\nwan3,Pppoe,c,d\n";
        var before = new Dictionary<string, string>(Router.Parts);
        Import(Rows);
        var made = new Dictionary<string, string>(Router.Parts);
        Assert.Equal("Pppoe Dhcp Pppoe", string.Join(' ', Run("(Get-MultiDial).Protocol")));
        Import(Rows);
        Assert.Equal(made, Router.Parts);
        Run("Remove-MultiDial");
        Assert.Equal(before, Router.Parts);
    }

    [Fact]
    public void A_row_without_a_protocol_has_the_one_on_the_command_line_and_the_command_line_wins()
    {
        Import("Name,Protocol,UserName,Password\nwan,,,\nwan2,,a,b\nwan3,Pppoe,c,d\n", "-Protocol Pppoe");
        Assert.Equal("Dhcp Pppoe Pppoe", string.Join(' ', Run("(Get-MultiDial).Protocol")));
        Run("Remove-MultiDial");
        Import("Name,Protocol\nwan,\nwan2,Pppoe\nwan3,Static\n", "-Protocol Dhcp");
        Assert.Equal("Dhcp Dhcp Dhcp", string.Join(' ', Run("(Get-MultiDial).Protocol")));
    }

    [Fact]
    public void The_first_row_may_change_how_the_first_line_dials()
    {
        Router.Parts["config/network"] = Network.Replace("\toption proto 'dhcp'\n", "\toption proto 'pppoe'\n\toption username 'me'\n\toption password 'pw'\n", StringComparison.Ordinal);
        string before = Network;
        Import("Name,Protocol\nwan,Dhcp\nwan2,Dhcp\n");
        Assert.Equal("Dhcp Dhcp", string.Join(' ', Run("(Get-MultiDial).Protocol")));
        Run("Remove-MultiDial");
        Assert.Equal(before, Network);
    }

    [Fact]
    public void A_cell_counts_for_its_own_row_alone()
    {
        Import("""
            Name,Mtu,MacAddress,Weight,Dns,Parent
            wan,,,2,,
            wan2,1400,02:00:5e:00:53:01,3,9.9.9.9 1.1.1.1,eth0.1
            wan3,,,,,
            """, "-Protocol Dhcp");
        Assert.Equal("2 3 1", string.Join(' ', Run("(Get-MultiDial).Weight")));
        Assert.Equal("eth0.1 eth0.2", string.Join(' ', Run("(Get-MultiDial)[1, 2].Parent")));
        Assert.Equal(1, Network.Split("option mtu '1400'").Length - 1);
        Assert.Equal(1, Network.Split("\tlist dns '9.9.9.9'\n\tlist dns '1.1.1.1'\n").Length - 1);
        Assert.Equal(1, Network.Split("02:00:5e:00:53:01").Length - 1);
    }

    [Theory]
    [InlineData("TrackIp", "9.9.9.9")]
    [InlineData("Policy", "all")]
    [InlineData("IPv6", "None")]
    [InlineData("StickyHttps", "true")]
    [InlineData("Adopt", "true")]
    [InlineData("ReplaceMwan3", "false")]
    [InlineData("DirectNetwork", "10.0.0.0/8")]
    [InlineData("Timeout", "30s")]
    [InlineData("Line", "3")]
    public void A_column_for_all_lines_belongs_on_the_command_line(string column, string cell)
    {
        var before = new Dictionary<string, string>(Router.Parts);
        Import($"Name,{column}\nwan,\nwan2,{cell}\nwan3,{cell}\n", "-Protocol Dhcp", ErrorId.InvalidValue);
        string message = Assert.Single(Engine.Errors).Exception.Message;
        Assert.Contains("row 2", message, StringComparison.Ordinal);
        Assert.Contains(column, message, StringComparison.Ordinal);
        Assert.Contains($"-{column}", Engine.Errors[0].ErrorDetails.RecommendedAction, StringComparison.Ordinal);
        Assert.Equal(before, Router.Parts);
    }

    [Fact]
    public void An_empty_column_for_all_lines_and_one_that_the_command_line_gives_are_no_error()
    {
        Import("Name,TrackIp,Policy\nwan,8.8.8.8,\nwan2,8.8.4.4,\n", "-Protocol Dhcp -TrackIp 9.9.9.9");
        Assert.Equal("9.9.9.9 9.9.9.9", string.Join(' ', Run("(Get-MultiDial).TrackIp")));
        Assert.Empty(Engine.Warnings);
    }

    [Theory]
    [InlineData("Weight", "much")]
    [InlineData("Weight", "1.5")]
    [InlineData("Weight", "1 2")]
    [InlineData("Protocol", "Ppoe")]
    [InlineData("Mtu", "large")]
    [InlineData("Parent", "eth0.1 eth0.2")]
    public void A_cell_that_cannot_be_read_names_its_row_and_column_and_no_line_is_made(string column, string cell)
    {
        var before = new Dictionary<string, string>(Router.Parts);
        Import($"Name,{column}\nwan,\nwan2,{cell}\nwan3,\n", "-Timeout 0", ErrorId.InvalidValue);
        string message = Assert.Single(Engine.Errors).Exception.Message;
        Assert.Contains("row 2", message, StringComparison.Ordinal);
        Assert.Contains(column, message, StringComparison.Ordinal);
        Assert.Contains($"'{cell}'", message, StringComparison.Ordinal);
        Assert.Equal(before, Router.Parts);
    }

    [Theory]
    [InlineData("wan,,,,\nwan2,Dhcp,me,pw,")]
    [InlineData("wan,,,,\nwan2,Static,,,")]
    [InlineData("wan,,,,\nwan2,Pppoe,,,")]
    [InlineData("wan,,,,\nwan2,Dhcp,,,192.0.2.8/24")]
    [InlineData("wan,Dhcp,me,pw,\nwan2,Dhcp,,,")]
    [InlineData("wan,Pppoe,,,\nwan2,Dhcp,,,")]
    [InlineData("wan,Static,,,\nwan2,Dhcp,,,")]
    [InlineData("wan,,,,\nwan2,Pppoe,,pw,")]
    public void A_row_that_contradicts_itself_is_refused(string rows)
    {
        var before = new Dictionary<string, string>(Router.Parts);
        Import("Name,Protocol,UserName,Password,Address\n" + rows, "-Timeout 0", ErrorId.InvalidValue);
        Assert.Equal(before, Router.Parts);
    }

    [Fact]
    public void A_column_that_is_unknown_is_named_once_with_those_that_are_understood()
    {
        Import("Name,Wieght,Comment\nwan,1,a\nwan2,2,b\nwan3,3,c\n", "-Protocol Dhcp");
        string warning = Assert.Single(Engine.Warnings);
        Assert.Contains("Wieght, Comment", warning, StringComparison.Ordinal);
        Assert.Contains("Weight", warning, StringComparison.Ordinal);
        Assert.Contains("Password", warning, StringComparison.Ordinal);
        Assert.DoesNotContain("TrackIp", warning, StringComparison.Ordinal);
    }

    // As Import-Csv would give them.
    private static PSObject[] Rows(string csv)
    {
        string[][] lines = [.. csv.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(','))];
        return [.. lines.Skip(1).Select(cells =>
        {
            var row = new PSObject();
            foreach ((string column, string cell) in lines[0].Zip(cells))
            {
                row.Properties.Add(new PSNoteProperty(column, cell));
            }

            return row;
        })];
    }

    private void Import(string csv, string parameters = "") => Run($"$rows | New-MultiDial -Timeout 0 {parameters}", ("rows", Rows(csv)));

    private void Import(string csv, string parameters, ErrorId id)
    {
        Engine.Run($"$rows | New-MultiDial {parameters}", ("rows", Rows(csv)));
        Assert.StartsWith(id + ",", Assert.Single(Engine.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
    }
}
