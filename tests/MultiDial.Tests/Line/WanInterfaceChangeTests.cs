using MultiDial.Commands;
using MultiDial.Dialling;
using MultiDial.Errors;
using MultiDial.Lines;
using MultiDial.Network;
using MultiDial.Router;
using MultiDial.Uci;

using static MultiDial.Tests.Patches;

namespace MultiDial.Tests;

public sealed class WanInterfaceChangeTests
{
    private const string Mwan3 = """
        config globals 'globals'
        	option mmx_mask '0x3F00'

        config interface 'wan'
        	option enabled '1'

        config interface 'wan2'
        	option enabled '1'

        config member 'wan_m1_w1'
        	option interface 'wan'

        config member 'wan2_m1_w1'
        	option interface 'wan2'

        config policy 'balance'
        	list use_member 'wan_m1_w1'
        	list use_member 'wan2_m1_w1'

        config policy 'wan2_only'
        	list use_member 'wan2_m1_w1'

        """;

    [Fact]
    public void A_new_line_is_written_with_its_zone()
    {
        RouterDraft draft = States.Draft(Router(), New("wan2", ("Protocol", WanProtocol.Dhcp), ("Metric", 20)));
        Assert.Equal(
            [
                "network.wan2='interface'", "network.wan2.managed_by='multidial'", "network.wan2.device='veth0'", "network.wan2.proto='dhcp'", "network.wan2.metric='20'",
                "firewall.cfg03dc81.network+='wan2'",
            ],
            draft.Lines());
        Assert.Empty(draft.Warnings);
    }

    [Fact]
    public void On_an_old_release_the_old_words_are_used_and_a_string_of_networks_stays_one()
    {
        RouterDraft draft = States.Draft(
            States.Of(States.Legacy(), ("links", States.Links + "veth0|macvlan|eth0.2|02:00:00:00:00:01|0x1003|0|0\n")),
            New("wan2", ("Protocol", WanProtocol.Dhcp), ("Metric", 20)));
        Assert.Contains("network.wan2.ifname='veth0'", draft.Lines());
        Assert.Contains("firewall.cfg03dc81.network='wan wan6 wan2'", draft.Lines());
    }

    [Fact]
    public void A_pppoe_line_has_its_credential_and_the_password_shows_nowhere()
    {
        const string Password = "a'b \"c\" $(reboot)\n密码";
        RouterDraft draft = States.Draft(Router(), New("wan2", ("Protocol", WanProtocol.Pppoe), ("Credential", new InterfaceCredential("user@isp", Password)), ("Metric", 20)));
        Assert.Equal(Password, draft.Network.Find("wan2")!.Get("password"));
        Assert.Contains("network.wan2.username='user@isp'", draft.Lines());
        Assert.Contains("network.wan2.password='***'", draft.Lines());
    }

    [Fact]
    public void A_static_line_has_address_netmask_gateway_and_servers()
    {
        string[] lines = States.Draft(Router(), New("wan2", ("Protocol", WanProtocol.Static), ("Address", "192.0.2.7/20"),
            ("Gateway", "192.0.2.1"), ("Dns", "1.1.1.1 2001:db8::1".Split(' ')), ("PeerDns", false), ("Metric", 20))).Lines();
        Assert.Contains("network.wan2.ipaddr='192.0.2.7'", lines);
        Assert.Contains("network.wan2.netmask='255.255.240.0'", lines);
        Assert.Contains("network.wan2.gateway='192.0.2.1'", lines);
        Assert.Contains("network.wan2.peerdns='0'", lines);
        Assert.Equal(["network.wan2.dns+='1.1.1.1'", "network.wan2.dns+='2001:db8::1'"], lines.Where(line => line.Contains(".dns", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("Address", "192.0.2.7")]
    [InlineData("Address", "192.0.2.7/33")]
    [InlineData("Address", "192.0.2/24")]
    [InlineData("Address", "fe80::1/64")]
    [InlineData("Gateway", "192.0.2")]
    [InlineData("Gateway", "010.0.0.1")]
    public void What_is_no_address_is_refused(string parameter, string text) => Refused.With(
        ErrorId.InvalidValue, Router(), draft => New("wan2", ("Protocol", WanProtocol.Static), ("Address", "192.0.2.7/24"), (parameter, text))(draft));

    [Fact]
    public void What_a_protocol_needs_must_be_given_and_what_it_ignores_must_not()
    {
        Assert.Contains("-Credential", Refused.With(ErrorId.InvalidValue, Router(), New("wan2", ("Protocol", WanProtocol.Pppoe))).Message, StringComparison.Ordinal);
        Assert.Contains("-Address", Refused.With(ErrorId.InvalidValue, Router(), New("wan2", ("Protocol", WanProtocol.Static))).Message, StringComparison.Ordinal);
        Refused.With(ErrorId.InvalidValue, Router(), New("wan2", ("Protocol", WanProtocol.Dhcp), ("Address", "192.0.2.7/24")));
        Refused.With(ErrorId.InvalidValue, Router(), New("wan2", ("Protocol", WanProtocol.Other)));
        Refused.With(ErrorId.InvalidValue, Router(), New("wan2", ("Protocol", WanProtocol.Dhcp), ("Metric", -1)));
    }

    [Theory]
    [InlineData("wan-2", WanProtocol.Dhcp, ErrorId.InvalidName)]
    [InlineData("a_name_too_long_", WanProtocol.Dhcp, ErrorId.InvalidName)]
    [InlineData("wan_ten_10", WanProtocol.Pppoe, ErrorId.InvalidName)]
    [InlineData("wan", WanProtocol.Dhcp, ErrorId.AlreadyExists)]
    public void Names_are_checked(string name, WanProtocol protocol, ErrorId id) =>
        Refused.With(id, Router(), New(name, ("Protocol", protocol), ("Credential", new InterfaceCredential("u", "p"))));

    [Fact]
    public void A_name_that_only_mwan3_cannot_use_is_warned_of() => Assert.Contains(
        "mwan3 cannot use", Assert.Single(States.Draft(Router(), New("fourteen_chars", ("Protocol", WanProtocol.Dhcp), ("Metric", 20))).Warnings), StringComparison.Ordinal);

    [Fact]
    public void A_device_that_is_not_there_is_not_found_but_its_vlan_is_made_by_netifd()
    {
        Refused.With(ErrorId.NotFound, Router(), New("wan2", ("Device", "eth9"), ("Protocol", WanProtocol.Dhcp)));
        RouterState before = States.Of(States.Modern(), ("links", States.Links + "eth0|||52:54:00:aa:00:00|0x1003|0|0\n"));
        Assert.Contains("network.wan2.device='eth0.35'", States.Draft(before, New("wan2", ("Device", "eth0.35"), ("Protocol", WanProtocol.Dhcp))).Lines());
    }

    [Fact]
    public void A_zone_that_is_not_there_is_not_found() =>
        Assert.Equal("dmz", Refused.With(ErrorId.NotFound, Router(), draft => WanInterfaces.Add(draft, "wan2", Interface(("Device", "veth0"), ("Protocol", WanProtocol.Dhcp)), "dmz")).Target);

    [Fact]
    public void Missing_and_doubled_metrics_and_shared_devices_are_warned_of()
    {
        Assert.Contains("has no metric", Warning(New("wan2", ("Protocol", WanProtocol.Dhcp))), StringComparison.Ordinal);
        RouterDraft doubled = States.Draft(Router(), Set("wan", ("Metric", 20)), New("wan2", ("Protocol", WanProtocol.Dhcp), ("Metric", 20)));
        Assert.Contains("same metric 20", Assert.Single(doubled.Warnings), StringComparison.Ordinal);
        Assert.Contains("same device 'eth0.2'", Warning(New("wan2", ("Device", "eth0.2"), ("Protocol", WanProtocol.Dhcp), ("Metric", 20))), StringComparison.Ordinal);
        Assert.Empty(States.Draft(Router(), Set("wan", ("Metric", 10))).Warnings);

        static string Warning(Action<RouterDraft> edit) => Assert.Single(States.Draft(Router(), edit).Warnings);
    }

    [Fact]
    public void Setting_changes_what_is_given_and_null_removes()
    {
        RouterDraft draft = States.Draft(Router(), Set("wan", ("Metric", 10)));
        Assert.Equal(["network.wan.metric='10'"], draft.Lines());
        Assert.Empty(States.Draft(Router(), Set("wan", ("Protocol", WanProtocol.Dhcp), ("Zone", "wan"), ("Metric", null))).Changes);
        Assert.Equal(
            ["network.wan.proto='pppoe'", "network.wan.username='u'", "network.wan.password='***'"],
            States.Draft(Router(), Set("wan", ("Protocol", WanProtocol.Pppoe), ("Credential", new InterfaceCredential("u", "p")))).Lines());
        Refused.With(ErrorId.InvalidValue, Router(), Set("wan", ("Device", null)));
        Refused.With(ErrorId.NotFound, Router(), Set("wan9", ("Metric", 1)));
    }

    [Fact]
    public void A_line_that_was_up_is_given_time_to_come_back()
    {
        RouterDraft draft = States.Draft(Router(), Set("wan", ("Metric", 10)));
        Assert.Equal(["wan"], draft.Awaited());
        Assert.False(States.Draft(Router(), Set("wan6", ("Metric", 10))).Waits.Count > 0);
        Assert.False(States.Draft(Router(), Set("wan", ("Protocol", WanProtocol.Dhcp))).Waits.Count > 0);
    }

    [Fact]
    public void Setting_the_zone_moves_the_line()
    {
        Assert.Equal(
            ["firewall.cfg02dc81.network+='wan6'", "firewall.cfg03dc81.network-='wan6'"],
            States.Draft(Router(), Set("wan6", ("Zone", "lan"))).Lines());
        Assert.Equal(["firewall.cfg03dc81.network-='wan6'"], States.Draft(Router(), Set("wan6", ("Zone", null))).Lines());
    }

    [Fact]
    public void Removing_takes_the_line_out_of_its_zone_and_warns_of_mwan3()
    {
        RouterDraft draft = States.Draft(Used(), draft => InterfaceRemoval.Remove(draft, "wan2", leaveMwan3: false));
        Assert.Equal(["-network.wan2", "firewall.cfg03dc81.network-='wan2'"], draft.Lines());
        Assert.Contains("Remove-WanInterface wan2 -Force", Assert.Single(draft.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void With_force_it_leaves_mwan3_and_keeps_empty_policies()
    {
        RouterDraft draft = States.Draft(Used(), draft => InterfaceRemoval.Remove(draft, "wan2", leaveMwan3: true));
        Assert.Equal(
            ["-mwan3.wan2", "-mwan3.wan2_m1_w1", "-mwan3.wan2_only.use_member", "mwan3.balance.use_member-='wan2_m1_w1'"],
            draft.Lines().Where(line => line.Contains("mwan3", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        Assert.Collection(draft.Warnings,
            warning => Assert.Contains("'balance' loses these members: wan2_m1_w1", warning, StringComparison.Ordinal),
            warning => Assert.Contains("'wan2_only' loses its last members: wan2_m1_w1", warning, StringComparison.Ordinal));
    }

    [Fact]
    public void A_line_that_carries_the_session_is_not_stopped_without_a_word()
    {
        RouterState before = States.Of(States.Modern(), ("client", "198.51.100.9 via 100.64.0.1 dev eth0.2 src 100.64.0.186 uid 0 \n    cache \n"));
        TimeSpan soon = TimeSpan.FromSeconds(5);
        Assert.Contains("carries the connection", Assert.Single(States.Draft(before, draft => InterfaceDialling.Stop(draft, "wan", soon)).Warnings), StringComparison.Ordinal);
        Assert.Contains("carries the connection", Assert.Single(Features.Applier.Warnings(States.Draft(before, draft => InterfaceRemoval.Remove(draft, "wan", false)))), StringComparison.Ordinal);
        Assert.Empty(States.Draft(Router(), draft => InterfaceDialling.Stop(draft, "wan", soon)).Warnings);
    }

    private static RouterState Router() => States.Of(States.Modern(), ("links", States.Links + "veth0|macvlan|eth0.2|02:00:00:00:00:01|0x1003|0|0\n"));

    private static RouterState Used() => States.Of(
        States.Modern(),
        ("config/network", States.ModernNetwork + "\nconfig interface 'wan2'\n\toption device 'veth0'\n\toption proto 'dhcp'\n\toption metric '20'\n"),
        ("config/firewall", States.ModernFirewall.Replace("\tlist network 'wan6'\n", "\tlist network 'wan6'\n\tlist network 'wan2'\n", StringComparison.Ordinal)),
        ("config/mwan3", Mwan3));

    private static Action<RouterDraft> New(string name, params (string Name, object? Value)[] values)
    {
        UciPatch<InterfaceSettings> patch = Interface(values);
        return draft => WanInterfaces.Add(draft, name, patch.Has(settings => settings.Device) ? patch : patch.Set(settings => settings.Device, "veth0"), "wan");
    }

    private static Action<RouterDraft> Set(string name, params (string Name, object? Value)[] values) => draft =>
    {
        WanInterfaces.Set(draft, name, Interface([.. values.Where(value => value.Name != "Zone")]));
        foreach ((_, object? zone) in values.Where(value => value.Name == "Zone"))
        {
            WanInterfaces.SetZone(draft, name, (string?)zone);
        }
    };
}
