using MultiDial.Uci;

namespace MultiDial.Tests.Uci;

public sealed class UciEditTests
{
    private const string Mixed = """
        # Written by hand.

        # The line from the wall
        config interface wan # do not touch
            option device   eth0.2  # the VLAN
            # option mtu 1492
            option proto dhcp
            list dns 1.1.1.1
            list dns 8.8.8.8  # slow

        # Both of these
        # are for the office
        config interface 'office'
        	option proto 'static'
        	# and this is its own remark

        # Nobody's remark

        config 'device' "veth0"; option name 'veth0'; option type 'macvlan' # joined
        # the end
        """;

    [Theory]
    [InlineData("wan", "device", "eth1", "device   eth0.2 ", "device   'eth1' ")]
    [InlineData("wan", "metric", "10", "# slow\n", "# slow\n    option metric '10'\n")]
    [InlineData("wan", "proto", null, "    option proto dhcp\n", "")]
    [InlineData("wan", "proto", "", "    option proto dhcp\n", "")]
    [InlineData("wan", "dns", "8.8.8.8", "    list dns 1.1.1.1\n    list dns", "    option dns")]
    [InlineData("wan", "mtu", null, "", "")]
    [InlineData("wan", "proto", "dhcp", "", "")]
    [InlineData("office", "ipaddr", "10.0.0.1", "'static'\n", "'static'\n\toption ipaddr '10.0.0.1'\n")]
    [InlineData("veth0", "type", "vlan", "type 'macvlan'", "type 'vlan'")]
    [InlineData("veth0", "name", "v", "; option name 'veth0'; option", "; option name 'v'\n option")]
    [InlineData("veth0", "name", null, "\"veth0\"; option name 'veth0';", "\"veth0\"\n")]
    public void A_value_is_set_in_its_place_and_nothing_else_changes(string section, string option, string? value, string old, string now)
    {
        UciPackage package = UciPackage.Parse("network", Mixed);
        package.Find(section)!.Set(option, value);
        Assert.Equal(old.Length == 0 ? Mixed : Mixed.Replace(old, now, StringComparison.Ordinal), package.ToText());
        Assert.Equal(value ?? "", package.Find(section)!.Get(option) ?? "");
    }

    [Theory]
    [InlineData("8.8.8.8", "    list dns 1.1.1.1\n", "")]
    [InlineData("1.1.1.1", "    list dns 8.8.8.8  # slow\n", "")]
    [InlineData("1.1.1.1 8.8.8.8 9.9.9.9", "# slow\n", "# slow\n    list dns '9.9.9.9'\n")]
    [InlineData("0.0.0.0 1.1.1.1 8.8.8.8", "    list dns 1.1.1.1\n", "    list dns '0.0.0.0'\n    list dns 1.1.1.1\n")]
    [InlineData("1.1.1.1 9.9.9.9 8.8.8.8", "1.1.1.1\n", "1.1.1.1\n    list dns '9.9.9.9'\n")]
    [InlineData("1.1.1.1 9.9.9.9", "8.8.8.8  #", "'9.9.9.9'  #")]
    [InlineData("1.1.1.1 8.8.8.8", "", "")]
    [InlineData("", "    list dns 1.1.1.1\n    list dns 8.8.8.8  # slow\n", "")]
    public void Items_that_stay_in_a_list_keep_their_lines(string items, string old, string now)
    {
        UciPackage package = UciPackage.Parse("network", Mixed);
        UciSection wan = package.Find("wan")!;
        string[] wanted = items.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        wan.SetList("dns", wanted);
        Assert.Equal(old.Length == 0 ? Mixed : Mixed.Replace(old, now, StringComparison.Ordinal), package.ToText());
        Assert.Equal(wanted, wan.GetList("dns"));
    }

    [Fact]
    public void A_string_becomes_a_list_in_its_place()
    {
        UciPackage firewall = UciPackage.Parse("firewall", "config zone\n\toption name wan\n\toption network 'wan wan6' # both\n\toption masq 1\n");
        UciSection zone = firewall.Find("@zone[0]")!;
        Assert.Equal(["wan wan6"], zone.GetList("network"));
        zone.SetList("network", ["wan", "wan6", "wan2"]);
        Assert.Equal(
            "config zone\n\toption name wan\n\tlist network 'wan' # both\n\tlist network 'wan6'\n\tlist network 'wan2'\n\toption masq 1\n",
            firewall.ToText());
        zone.Set("network", "wan");
        zone.SetList("network", ["wan"]);
        Assert.Equal("config zone\n\toption name wan\n\tlist network 'wan' # both\n\toption masq 1\n", firewall.ToText());
    }

    [Fact]
    public void What_is_said_twice_is_said_once_after_an_edit()
    {
        UciPackage package = UciPackage.Parse("p", "config t n\n\toption x a\n\toption y 1\n\toption x b\n\nconfig t n\n\tlist x c\n");
        UciSection section = package.Find("n")!;
        Assert.Equal(["b", "c"], section.GetList("x"));
        section.SetList("x", ["b", "d"]);
        Assert.Equal("config t n\n\toption y 1\n\tlist x b\n\nconfig t n\n\tlist x 'd'\n", package.ToText());
        section.Set("x", "b");
        Assert.Equal("config t n\n\toption y 1\n\toption x b\n\nconfig t n\n", package.ToText());
        section.Set("z", "e");
        Assert.Equal("config t n\n\toption y 1\n\toption x b\n\nconfig t n\n\toption z 'e'\n", package.ToText());
        package.Remove(section);
        Assert.Equal("", package.ToText());
    }

    [Fact]
    public void Text_that_uci_never_saw_does_not_come_to_life()
    {
        // Behind an unquoted value a semicolon makes uci lose the rest of the line.
        UciPackage package = UciPackage.Parse("p", "config t\noption x a;option y b\n");
        package.Sections[0].Set("x", "c");
        Assert.Equal("config t\noption x 'c' #;option y b\n", package.ToText());
        Assert.Equal(["x"], UciPackage.Parse("p", package.ToText()).Sections[0].Options.Select(option => option.Name));
    }

    [Theory]
    [InlineData("config t n\n\toption x a\\", "config t n\n\toption x a\\\n\n\toption y 'b'")]
    [InlineData("config t n\n\toption x a\\\n", "config t n\n\toption x a\\\n\n\toption y 'b'\n")]
    [InlineData("config t n\n\toption x 'a' ;", "config t n\n\toption x 'a' ; #\n\toption y 'b'")]
    [InlineData("config t n\n\toption x 'a'", "config t n\n\toption x 'a'\n\toption y 'b'")]
    [InlineData("config t n\r\n\toption x 'a'\r\n", "config t n\r\n\toption x 'a'\r\n\toption y 'b'\r\n")]
    [InlineData("config t n", "config t n\n\toption y 'b'")]
    [InlineData("config t n\n\toption y\n", "config t n\n\toption y 'b'\n")]
    [InlineData("config t n\n\toption y ;\n", "config t n\n\toption y 'b' # ;\n")]
    [InlineData("config t n\n\toption y # why\n", "config t n\n\toption y 'b' # why\n")]
    public void A_file_may_end_as_it_likes(string text, string expected)
    {
        UciPackage package = UciPackage.Parse("p", text);
        package.Find("n")!.Set("y", "b");
        Assert.Equal(expected, package.ToText());
        Assert.Equal("b", UciPackage.Parse("p", expected).Find("n")!.Get("y"));
    }

    [Fact]
    public void An_unfinished_last_line_is_finished_by_an_edit()
    {
        UciPackage package = UciPackage.Parse("p", "config t n\n\toption x a\\\n");
        package.Find("n")!.Set("x", "b");
        package.Find("n")!.Set("y", "c");
        Assert.Equal("config t n\n\toption x 'b'\n\toption y 'c'\n", package.ToText());
    }

    [Fact]
    public void What_cannot_be_stored_is_refused_before_anything_changes()
    {
        UciPackage package = UciPackage.Parse("network", Mixed);
        UciSection wan = package.Find("wan")!;
        Assert.Throws<ArgumentException>(() => wan.Set("device", "a\0b"));
        Assert.Throws<ArgumentException>(() => wan.SetList("dns", ["9.9.9.9", "\uD800"]));
        Assert.Throws<ArgumentException>(() => wan.Set("bad-name", "1"));
        Assert.Throws<ArgumentException>(() => package.AddSection("interface", "bad-name"));
        Assert.Throws<ArgumentException>(() => package.AddSection("bad type", "good"));
        Assert.Throws<ArgumentException>(() => package.AddSection("interface", "wan"));
        Assert.Equal(Mixed, package.ToText());
    }

    [Fact]
    public void A_section_that_is_gone_takes_no_more_changes()
    {
        UciPackage package = UciPackage.Parse("network", Mixed);
        UciSection wan = package.Find("wan")!;
        package.Remove(wan);
        Assert.Throws<InvalidOperationException>(() => wan.Set("proto", "pppoe"));
        Assert.Throws<InvalidOperationException>(() => package.Remove(wan));
        Assert.Throws<InvalidOperationException>(() => package.Move(wan, 0));
    }

    [Fact]
    public void A_clone_goes_its_own_way()
    {
        UciPackage package = UciPackage.Parse("network", Mixed);
        UciPackage clone = package.Clone();
        clone.Find("wan")!.Set("proto", "pppoe");
        clone.Remove(clone.Find("office")!);
        Assert.Equal(Mixed, package.ToText());
        Assert.Equal("dhcp", package.Find("wan")!.Get("proto"));
        Assert.Equal("pppoe", UciPackage.Parse("network", clone.ToText()).Find("wan")!.Get("proto"));
    }
}
