using MultiDial.Uci;

namespace MultiDial.Tests.Uci;

public sealed class UciDiffTests
{
    private const string Before = """
        config interface 'wan'
        	option proto 'dhcp'
        	option metric '10'

        config policy 'balance'
        	list use_member 'a'
        	list use_member 'b'

        config zone
        	option name 'lan'

        config zone
        	option name 'wan'
        	option network 'wan wan6'

        config rule 'last'
        """;

    [Fact]
    public void Nothing_changed_is_nothing() => Assert.Empty(Changes(package => { }));

    [Fact]
    public void A_new_section_comes_with_its_options() => Assert.Equal(
        ["p.wan2='interface'", "p.wan2.proto='pppoe'", "p.wan2.username='it'\\''s'", "p.wan2.password='***'", "p.wan2.dns+='1.1.1.1'"],
        Changes(package =>
        {
            UciSection wan2 = package.AddSection("interface", "wan2");
            wan2.Set("proto", "pppoe");
            wan2.Set("username", "it's");
            wan2.Set("password", "hunter2");
            wan2.SetList("dns", ["1.1.1.1"]);
        }));

    [Fact]
    public void A_section_that_goes_is_one_change() => Assert.Equal(["-p.wan"], Changes(package => package.Remove(package.Find("wan")!)));

    [Fact]
    public void Options_that_go_and_change_are_named() => Assert.Equal(
        ["-p.wan.metric", "p.wan.proto='static'"],
        Changes(package =>
        {
            package.Find("wan")!.Set("proto", "static");
            package.Find("wan")!.Unset("metric");
        }));

    [Theory]
    [InlineData("a b c", "p.balance.use_member+='c'")]
    [InlineData("b", "p.balance.use_member-='a'")]
    [InlineData("b a", "p.balance.use_member-='a' p.balance.use_member+='a'")]
    [InlineData("c a b", "p.balance.use_member-='a' p.balance.use_member-='b' p.balance.use_member+='c' p.balance.use_member+='a' p.balance.use_member+='b'")]
    public void A_list_changes_by_items(string items, string changes) => Assert.Equal(
        changes,
        string.Join(' ', Changes(package => package.Find("balance")!.SetList("use_member", items.Split(' ')))));

    [Fact]
    public void A_string_that_becomes_a_list_is_an_item_of_it() => Assert.Equal(
        ["p.wan.proto+='none'"], Changes(package => package.Find("wan")!.SetList("proto", ["dhcp", "none"])));

    [Fact]
    public void A_string_that_is_split_into_a_list_goes_first() => Assert.Equal(
        ["-p.cfg04dc81.network", "p.cfg04dc81.network+='wan'", "p.cfg04dc81.network+='wan6'"],
        Changes(package => package.Find("@zone[1]")!.SetList("network", ["wan", "wan6"])));

    [Fact]
    public void A_string_that_becomes_a_list_of_one_is_a_change() => Assert.Equal(
        ["-p.wan.proto", "p.wan.proto+='dhcp'"], Changes(package => package.Find("wan")!.SetList("proto", ["dhcp"])));

    [Fact]
    public void One_move_is_one_change() => Assert.Equal(["^p.last='0'"], Changes(package => package.Move(package.Find("last")!, 0)));

    [Fact]
    public void An_anonymous_section_is_known_by_what_it_says()
    {
        UciPackage before = UciPackage.Parse("p", Before);
        UciPackage after = before.Clone();
        after.Remove(after.Find("@zone[0]")!);

        // What was the second zone has the made-up name of the first after `uci` reads the file anew.
        UciPackage read = UciPackage.Parse("p", after.ToText());
        Assert.Equal("cfg03dc81", read.Find("@zone[0]")!.Id);
        Assert.Equal(["-p.cfg03dc81"], UciDiff.Compare(before, read).Select(change => change.ToString()));
        read.Find("@zone[0]")!.Set("name", "wan0");
        read.AddSection("zone").Set("name", "guest");
        Assert.Contains("p.cfg06dc81='zone'", UciDiff.Compare(before, read).Select(change => change.ToString()));
    }

    [Fact]
    public void A_change_tells_all_about_itself()
    {
        UciPackage before = UciPackage.Parse("p", Before);
        UciPackage after = before.Clone();
        after.Find("wan")!.Set("metric", "20");
        UciDifference change = Assert.Single(UciDiff.Compare(before, after));
        Assert.Equal(
            ("p", "wan", "metric", UciChangeKind.SetOption, "10", "20"),
            (change.Package, change.Section, change.Option, change.Kind, change.OldValue, change.NewValue));
    }

    [Theory]
    [InlineData("password", true)]
    [InlineData("passwd", true)]
    [InlineData("key", true)]
    [InlineData("key1", true)]
    [InlineData("psk", true)]
    [InlineData("secret", true)]
    [InlineData("pap_secret", true)]
    [InlineData("private_key", true)]
    [InlineData("pincode", true)]
    [InlineData("updatekey", true)]
    [InlineData("passgroup", true)]
    [InlineData("pppd_options", true)]
    [InlineData("old_password", true)]
    [InlineData("whatever", true)]
    [InlineData("username", false)]
    [InlineData("old_username", false)]
    [InlineData("public_key", false)]
    public void Secrets_are_not_shown(string option, bool isSecret)
    {
        UciPackage before = UciPackage.Parse("p", Before);
        before.Find("wan")!.Set(option, "old hunter");
        UciPackage after = before.Clone();
        after.Find("wan")!.Set(option, "new hunter");
        UciDifference change = Assert.Single(UciDiff.Compare(before, after));
        Assert.Equal(isSecret ? $"p.wan.{option}='***'" : $"p.wan.{option}='new hunter'", change.ToString());
        Assert.Equal(isSecret, !$"{change.OldValue}{change.NewValue}".Contains("hunter", StringComparison.Ordinal));
    }

    private static string[] Changes(Action<UciPackage> edit)
    {
        UciPackage before = UciPackage.Parse("p", Before);
        UciPackage after = before.Clone();
        edit(after);
        return [.. UciDiff.Compare(before, after).Select(change => change.ToString())];
    }
}
