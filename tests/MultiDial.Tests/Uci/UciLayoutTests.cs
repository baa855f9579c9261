using MultiDial.Uci;

namespace MultiDial.Tests.Uci;

public sealed class UciLayoutTests
{
    private const string Rules = """
        # Rules of the house

        # streaming goes out by wan
        config rule 'stream'
        	option proto 'tcp'
        	#option sticky '1'

        # --- the rest ---

        config rule 'web'
        	option proto 'tcp'
        # config rule 'off'
        #	option proto 'udp'

        # last of all
        config rule 'all'
        	option proto 'all'

        """;

    [Theory]
    [InlineData("", "\nconfig rule 'n'\n\toption x '1'\n")]
    [InlineData("\n", "\nconfig rule 'n'\n\toption x '1'\n\n")]
    [InlineData("# none yet", "# none yet\n\nconfig rule 'n'\n\toption x '1'")]
    [InlineData("\nconfig t\n\toption a 'b'\n", "\nconfig t\n\toption a 'b'\n\nconfig rule 'n'\n\toption x '1'\n")]
    [InlineData("\nconfig t\n\toption a 'b'\n\n", "\nconfig t\n\toption a 'b'\n\nconfig rule 'n'\n\toption x '1'\n\n")]
    [InlineData("config t\r\n\toption a 'b'\r\n", "config t\r\n\toption a 'b'\r\n\r\nconfig rule 'n'\r\n\toption x '1'\r\n")]
    [InlineData("config t\n\n# the end\n\n\n", "config t\n\n# the end\n\nconfig rule 'n'\n\toption x '1'\n\n\n")]
    [InlineData("config t\n\toption a b\\", "config t\n\toption a b\\\n\n\nconfig rule 'n'\n\toption x '1'")]
    public void A_section_comes_where_uci_would_write_it_and_goes_without_a_trace(string text, string expected)
    {
        UciPackage package = UciPackage.Parse("p", text);
        UciSection section = package.AddSection("rule", "n");
        section.Set("x", "1");
        Assert.Equal(expected, package.ToText());
        Assert.Equal("1", UciPackage.Parse("p", expected).Find("n")?.Get("x"));
        package.Remove(section);
        Assert.Equal(text, package.ToText());
    }

    [Fact]
    public void An_anonymous_section_is_added_under_the_name_that_uci_add_answers()
    {
        UciPackage package = UciPackage.Parse("firewall", "config defaults\nconfig zone\n");
        UciSection zone = package.AddSection("zone");
        Assert.Null(zone.Name);
        Assert.Equal("cfg03dc81", zone.Id);
        Assert.Equal("config defaults\nconfig zone\n\nconfig zone\n", package.ToText());
    }

    [Theory]
    [InlineData("stream", "\n# streaming goes out by wan\nconfig rule 'stream'\n\toption proto 'tcp'\n\t#option sticky '1'\n")]
    [InlineData("web", "\nconfig rule 'web'\n\toption proto 'tcp'\n# config rule 'off'\n#\toption proto 'udp'\n")]
    [InlineData("all", "\n# last of all\nconfig rule 'all'\n\toption proto 'all'\n")]
    public void A_section_takes_its_comments_along_and_no_others(string name, string removed)
    {
        UciPackage package = UciPackage.Parse("mwan3", Rules);
        package.Remove(package.Find(name)!);
        Assert.Equal(Rules.Replace(removed, "", StringComparison.Ordinal), package.ToText());
    }

    [Fact]
    public void A_rule_moves_to_the_front()
    {
        UciPackage package = UciPackage.Parse("mwan3", Rules);
        package.Move(package.Find("all")!, 0);
        Assert.Equal(["all", "stream", "web"], package.Sections.Select(section => section.Id));
        Assert.Equal("""
            # Rules of the house

            # last of all
            config rule 'all'
            	option proto 'all'

            # streaming goes out by wan
            config rule 'stream'
            	option proto 'tcp'
            	#option sticky '1'

            # --- the rest ---

            config rule 'web'
            	option proto 'tcp'
            # config rule 'off'
            #	option proto 'udp'

            """, package.ToText());
    }

    [Fact]
    public void A_rule_moves_to_the_end_and_back()
    {
        UciPackage package = UciPackage.Parse("mwan3", Rules);
        package.Move(package.Find("web")!, 9);
        Assert.Equal(["stream", "all", "web"], package.Sections.Select(section => section.Id));
        Assert.EndsWith("	option proto 'all'\n\nconfig rule 'web'\n\toption proto 'tcp'\n# config rule 'off'\n#\toption proto 'udp'\n", package.ToText(), StringComparison.Ordinal);
        package.Move(package.Find("web")!, 1);
        Assert.Equal(Rules, package.ToText());
        package.Move(package.Find("web")!, 1);
        Assert.Equal(Rules, package.ToText());
    }

    [Fact]
    public void Sections_without_gaps_move_without_gaps()
    {
        UciPackage package = UciPackage.Parse("p", "config t a\n\toption x 1\nconfig t b\nconfig t c ;option x 2\n");
        package.Move(package.Find("c")!, 0);
        package.Move(package.Find("a")!, 2);
        Assert.Equal("config t c ;option x 2\nconfig t b\nconfig t a\n\toption x 1\n", package.ToText());
    }

    [Fact]
    public void A_gap_that_parts_others_stays()
    {
        UciPackage package = UciPackage.Parse("p", "# Nobody's\n\nconfig t a\nconfig t b\n\nconfig t c\n");
        package.Remove(package.Find("a")!);
        Assert.Equal("# Nobody's\n\nconfig t b\n\nconfig t c\n", package.ToText());
        package.Remove(package.Find("b")!);
        Assert.Equal("# Nobody's\n\nconfig t c\n", package.ToText());
    }

    [Fact]
    public void Sections_on_one_line_part_when_one_moves()
    {
        UciPackage package = UciPackage.Parse("p", "config t a ;option x 1 ;config t b ;config t c\n");
        package.Move(package.Find("a")!, 1);
        Assert.Equal("config t b\nconfig t a ;option x 1\nconfig t c\n", package.ToText());
    }

    [Fact]
    public void Parts_of_one_section_move_together()
    {
        UciPackage package = UciPackage.Parse("p", "config t a\n\toption x 1\n\nconfig t b\n\nconfig t a\n\toption y 2\n\nconfig t c\n");
        package.Move(package.Find("a")!, 1);
        Assert.Equal("config t b\n\nconfig t a\n\toption x 1\n\nconfig t a\n\toption y 2\n\nconfig t c\n", package.ToText());
    }
}
