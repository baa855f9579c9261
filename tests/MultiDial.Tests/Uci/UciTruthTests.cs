using MultiDial.Uci;

namespace MultiDial.Tests.Uci;

public sealed class UciTruthTests
{
    private const string Firewall = """

        config defaults
        	option syn_flood	1
        	option input		REJECT

        config zone
        	option name		lan
        	list   network		'lan'

        config zone
        	option name		wan
        	list   network		'wan'
        	list   network		'wan6'
        	option input		REJECT

        """;

    [Fact]
    public void An_export_is_read_as_show_shows_it_and_exports_alike()
    {
        UciPackage mwan3 = UciPackage.Parse("mwan3", UciTruth.Mwan3Export);
        Assert.Equal(UciTruth.Mwan3Show, UciPrint.Show(mwan3));
        Assert.Equal(UciTruth.Mwan3Export, UciPrint.Export(mwan3));
        Assert.Equal(UciTruth.Mwan3Export, mwan3.ToText());
    }

    [Fact]
    public void What_is_built_with_the_model_is_what_uci_commit_writes()
    {
        UciPackage read = UciPackage.Parse("mwan3", UciTruth.Mwan3Export);
        UciPackage built = UciPackage.Parse("mwan3", "");
        foreach (UciSection section in read.Sections)
        {
            UciSection copy = built.AddSection(section.Type, section.Name);
            foreach (UciOption option in section.Options)
            {
                if (option.IsList)
                {
                    copy.SetList(option.Name, option.Values);
                }
                else
                {
                    copy.Set(option.Name, option.Value);
                }
            }
        }

        Assert.Equal(UciTruth.Mwan3Export, "package mwan3\n" + built.ToText() + "\n");
    }

    [Fact]
    public void Old_and_new_network_files_are_read()
    {
        UciPackage old = UciPackage.Parse("network", UciTruthNetwork.OldStyleFile);
        Assert.Equal("eth0.2", old.Find("wan")?.Get("ifname"));
        Assert.Equal("eth0.1", old.Find("lan")?.Get("ifname"));
        UciSection device = Assert.IsType<UciSection>(old.Find("wan_eth0_2_dev"));
        Assert.Equal(
            "network.wan_eth0_2_dev=device\nnetwork.wan_eth0_2_dev.name='eth0.2'\nnetwork.wan_eth0_2_dev.macaddr='52:54:00:aa:00:02'\n",
            UciPrint.Show(old, device));

        // `uci show` says nearly what a file says, so it can be made one.
        UciPackage built = UciPackage.Parse("network", "");
        foreach (string line in UciTruthNetwork.Show.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            string[] sides = line["network.".Length..].Split('=');
            string[] path = sides[0].Split('.');
            if (path.Length == 1)
            {
                built.AddSection(sides[1], path[0].StartsWith('@') ? null : path[0]);
            }
            else
            {
                built.Find(path[0])!.Set(path[1], sides[1].Trim('\''));
            }
        }

        Assert.Equal(UciTruthNetwork.Show, UciPrint.Show(built));
        Assert.Equal(UciTruthNetwork.Show, UciPrint.Show(UciPackage.Parse("network", built.ToText())));
    }

    [Fact]
    public void Anonymous_sections_have_the_names_that_uci_makes_up()
    {
        UciPackage firewall = UciPackage.Parse("firewall", Firewall);
        UciSection wan = Assert.IsType<UciSection>(firewall.Find("cfg03dc81"));
        Assert.Equal("wan", wan.Get("name"));
        Assert.Null(wan.Name);
        Assert.Same(wan, firewall.Find("@zone[1]"));
        Assert.Same(wan, firewall.Find("@zone[-1]"));
        Assert.Same(wan, firewall.Find("@[2]"));
        Assert.Null(firewall.Find("@zone[2]"));
        Assert.Null(firewall.Find("@zone[-3]"));
        Assert.Null(firewall.Find("@zone"));
        Assert.Null(firewall.Find("@zone[x]"));
        Assert.Equal("cfg0769ce", UciPackage.MakeUpName("bad type", 7));
    }

    [Fact]
    public void A_zone_gets_one_more_network()
    {
        UciPackage firewall = UciPackage.Parse("firewall", Firewall);
        UciPackage before = firewall.Clone();
        UciSection wan = firewall.Find("@zone[1]")!;
        wan.SetList("network", [.. wan.GetList("network"), "wan2"]);
        Assert.Equal("wan wan6 wan2", wan.Get("network"));
        Assert.Equal(Firewall.Replace("'wan6'\n", "'wan6'\n\tlist network 'wan2'\n", StringComparison.Ordinal), firewall.ToText());
        Assert.Equal(["firewall.cfg03dc81.network+='wan2'"], UciDiff.Compare(before, firewall).Select(change => change.ToString()));
    }

    [Fact]
    public void Values_of_every_kind_are_written_as_uci_writes_them()
    {
        UciPackage network = UciPackage.Parse("network", "");
        UciSection edge = network.AddSection("interface", "edge");
        edge.Set("spaces", "a b  c");
        edge.Set("quote", "it's");
        edge.Set("dquote", "say \"hi\"");
        edge.Set("backslash", @"a\b\\c");
        edge.Set("dollar", "$HOME `id` $(id)");
        edge.Set("chinese", "\u4E2D\u6587 \u540D\u79F0");
        edge.Set("hash", "a#b # c");
        edge.Set("semi", "a;b&c|d");
        edge.Set("newline", "line1\nline2");
        edge.Set("tab", "a\tb");
        edge.Set("equals", "a=b=c");
        edge.Set("trail", "trail ");
        edge.Set("empty", "");
        edge.SetList("lst", ["one", "two words", "it's three", "\u4E2D\u6587"]);
        string file = """

            config interface 'edge'
            	option spaces 'a b  c'
            	option quote 'it'\''s'
            	option dquote 'say "hi"'
            	option backslash 'a\b\\c'
            	option dollar '$HOME `id` $(id)'
            	option chinese '<> <>'
            	option hash 'a#b # c'
            	option semi 'a;b&c|d'
            	option newline 'line1
            line2'
            	option tab 'a	b'
            	option equals 'a=b=c'
            	option trail 'trail '
            	list lst 'one'
            	list lst 'two words'
            	list lst 'it'\''s three'
            	list lst '<>'

            """;
        file = file.Replace("<> <>", UciText.Encode("\u4E2D\u6587 \u540D\u79F0"), StringComparison.Ordinal)
            .Replace("<>", UciText.Encode("\u4E2D\u6587"), StringComparison.Ordinal);
        Assert.Equal(file, network.ToText());
        Assert.False(edge.Has("empty"));
        Assert.Equal(UciPrint.Show(network), UciPrint.Show(UciPackage.Parse("network", file)));
    }
}
