namespace MultiDial.Tests.Mwan3;

/// <summary>Shares are those of the kernel's chains, and a line that the kernel gives nothing says why.</summary>
public sealed class Mwan3KernelTests : Mwan3Engine
{
    private const string Chains = """
        listed
        -N mwan3_hook
        -N mwan3_policy_balance
        -N mwan3_rules
        -A PREROUTING -j mwan3_hook
        -A OUTPUT -j mwan3_hook
        -A mwan3_hook -m mark --mark 0x0/0x3f00 -j mwan3_rules
        -A mwan3_policy_balance -m mark --mark 0x0/0x3f00 -m statistic --mode random --probability 0.66600000020 -m comment --comment "wan2 2 3" -j MARK --set-xmark 0x200/0x3f00
        -A mwan3_policy_balance -m mark --mark 0x0/0x3f00 -m comment --comment "wan 1 1" -j MARK --set-xmark 0x100/0x3f00
        -A mwan3_rules -m mark --mark 0x0/0x3f00 -m comment --comment default_rule -j mwan3_policy_balance

        """;

    private const string Marks = "2001:\tfrom all fwmark 0x100/0x3f00 lookup 1\n2002:\tfrom all fwmark 0x200/0x3f00 lookup 2\n3001:\tfrom all fwmark 0x100/0x3f00 unreachable\n";
    private const string Defaults = "default via 100.64.0.1 dev eth0.2 table 1 proto static metric 10 \ndefault via 100.64.0.1 dev veth0 table 2 proto static metric 20 \ndefault via 100.64.0.1 dev eth0.2 proto static metric 10 \n";

    private const string Balance = """

        config interface 'wan'
        	option enabled '1'
        	list track_ip '1.1.1.1'

        config interface 'wan2'
        	option enabled '1'
        	list track_ip '1.1.1.1'

        config member 'a'
        	option interface 'wan'
        	option weight '1'

        config member 'b'
        	option interface 'wan2'
        	option weight '2'

        config policy 'balance'
        	list use_member 'a'
        	list use_member 'b'

        config rule 'default_rule'
        	option use_policy 'balance'

        """;

    private const string Netifd = """
        { "interface": "NAME", "up": true, "uptime": UPTIME, "device": "DEVICE", "l3_device": "DEVICE", "proto": "dhcp", "metric": METRIC,
          "ipv4-address": [ { "address": "100.64.0.9", "mask": 24 } ], "route": [ { "target": "0.0.0.0", "mask": 0, "nexthop": "100.64.0.1" } ] }
        """;

    private const string Tracker = """{ "status": "online", "running": true, "online": UPTIME, "track_ip": [ { "ip": "1.1.1.1", "status": "up" } ] }""";

    public Mwan3KernelTests()
    {
        Router.Parts["config/mwan3"] = States.EmptyMwan3 + Balance;
        Router.Parts["config/network"] = States.ModernNetwork + "\nconfig interface 'wan2'\n\toption device 'veth0'\n\toption proto 'dhcp'\n\toption metric '20'\n";
        Give(uptime: 100);
        Router.Parts["mwan3-chains4"] = Chains;
        Router.Parts["mwan3-marks4"] = Marks;
        Router.Parts["mwan3-defaults4"] = Defaults;
    }

    [Fact]
    public void What_is_as_it_should_be_has_its_share_and_no_problem()
    {
        Assert.Equal(["wan balance 33.4% ", "wan2 balance 66.6% "], Run("Get-Mwan3Status | ForEach-Object { \"$($_.Name) $($_.Share) $($_.Problem)\" }").Select(line => line.ToString()));
        var policy = (Mwan3Policy)Run("Get-Mwan3Policy balance").Single().BaseObject;
        Assert.Equal(("wan 33.4%, wan2 66.6%", "wan 33.3%, wan2 66.7%"), (string.Join(", ", policy.Share.Select(share => share.ToString())), string.Join(", ", policy.WantedShare.Select(share => share.ToString()))));
    }

    [Theory]
    [InlineData("mwan3-chains4", "-A PREROUTING -j mwan3_hook\n", "no longer sends packets through its chains")]
    [InlineData("mwan3-chains4", "-A mwan3_hook -m mark --mark 0x0/0x3f00 -j mwan3_rules\n", "no longer sends packets through its chains")]
    [InlineData("mwan3-chains4", "-A mwan3_rules -m mark --mark 0x0/0x3f00 -m comment --comment default_rule -j mwan3_policy_balance\n", "its rules are not in the kernel")]
    [InlineData("mwan3-chains4", "--probability 0.66600000020 ", "the policy 'balance' gives 'wan2' 100% of its traffic where it should be 66.7%. Restart-WanInterface wan2")]
    [InlineData("mwan3-marks4", "2002:\tfrom all fwmark 0x200/0x3f00 lookup 2\n", "leads what mwan3 marks for 'wan2' to the table 2. Restart-WanInterface wan2")]
    [InlineData("mwan3-defaults4", "default via 100.64.0.1 dev veth0 table 2 proto static metric 20 \n", "table 2 for 'wan2' has no default route. Restart-WanInterface wan2")]
    public void What_is_missing_on_the_way_of_a_packet_is_named(string part, string missing, string words)
    {
        Router.Parts[part] = Router.Parts[part].Replace(missing, "", StringComparison.Ordinal);
        Assert.Contains(words, Value(Run("Get-Mwan3Status wan2"), "Problem").ToString()!, StringComparison.Ordinal);
    }

    [Fact]
    public void A_policy_that_the_kernel_has_not_is_named()
    {
        Router.Parts["mwan3-chains4"] = string.Join('\n', Chains.Split('\n').Where(line => !line.Contains("mwan3_policy_balance ", StringComparison.Ordinal) && line != "-N mwan3_policy_balance"));
        Assert.StartsWith("The kernel has nothing of the policy 'balance'.", Value(Run("Get-Mwan3Status wan2"), "Problem").ToString(), StringComparison.Ordinal);
    }

    // mwan3 takes its time, and who cannot look does not say that something is missing.
    [Theory]
    [InlineData(5, "listed\n")]
    [InlineData(100, "")]
    public void While_it_is_at_work_and_where_it_cannot_be_looked_at_nothing_is_said(int uptime, string chains)
    {
        Give(uptime);
        Router.Parts["mwan3-chains4"] = chains;
        Assert.All(Run("Get-Mwan3Status"), line => Assert.Null(line.Properties["Problem"].Value));
    }

    [Fact]
    public void In_a_transaction_the_kernel_has_nothing_to_say()
    {
        Run("Start-OpenWrtTransaction; Set-Mwan3Member b -Weight 1");
        Assert.Equal("wan 50%, wan2 50%", string.Join(", ", Run("(Get-Mwan3Policy balance).Share")));
        Run("Undo-OpenWrtTransaction");
    }

    [Fact]
    public void A_line_has_what_it_should_get_and_what_it_gets()
    {
        Router.Parts["config/network"] += "\nconfig multidial 'multidial'\n\tlist line 'wan'\n\tlist line 'wan2'\n\toption policy 'balance'\n";
        Router.Parts["mwan3-chains4"] = Chains.Replace("--probability 0.66600000020 ", "--probability 0.5 ", StringComparison.Ordinal);
        Assert.Equal(["33.3 50", "66.7 50"], Run("Get-MultiDial | ForEach-Object { \"$($_.WantedShare) $($_.Share)\" }").Select(line => line.ToString()));
    }

    private void Give(int uptime)
    {
        string seconds = uptime.ToString(System.Globalization.CultureInfo.InvariantCulture);
        string Line(string name, string device, string metric) => Netifd.Replace("NAME", name, StringComparison.Ordinal).Replace("DEVICE", device, StringComparison.Ordinal)
            .Replace("METRIC", metric, StringComparison.Ordinal).Replace("UPTIME", seconds, StringComparison.Ordinal);
        Router.Parts["interfaces"] = $$"""{ "interface": [ {{Line("wan", "eth0.2", "10")}}, {{Line("wan2", "veth0", "20")}} ] }""";
        Router.Parts["mwan3-service"] = "enabled\nrunning\n";
        string tracker = Tracker.Replace("UPTIME", seconds, StringComparison.Ordinal);
        Router.Parts["mwan3-status"] = $$"""{ "interfaces": { "wan": {{tracker}}, "wan2": {{tracker}} } }""";
    }
}
