using MultiDial.Errors;
using MultiDial.Lines;
using MultiDial.Network;
using MultiDial.Router;
using MultiDial.Uci;

using static MultiDial.Tests.Patches;

namespace MultiDial.Tests;

public sealed class MacvlanDeviceTests
{
    private const string TemporaryLink = "veth9||eth0.2|82:c4:ed:4d:43:c4|0x1003|10|20\n";

    private const string TemporaryDetail = """
        5: veth9@eth0.2: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc noqueue state UP mode DEFAULT group default qlen 1000
            link/ether 82:c4:ed:4d:43:c4 brd ff:ff:ff:ff:ff:ff promiscuity 0  allmulti 0 minmtu 68 maxmtu 65535
            macvlan mode private bcqueuelen 1000 usedbcqueuelen 1000 addrgenmode eui64
        6: veth8@eth0.2: <BROADCAST,MULTICAST> mtu 1500 qdisc noop state DOWN mode DEFAULT group default qlen 1000
            link/ether 82:c4:ed:4d:43:c5 brd ff:ff:ff:ff:ff:ff
            macvlan mode vepa

        """;

    private static readonly UciPatch<MacvlanDevice> s_none = new();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_new_device_has_its_parent_in_ifname_in_every_release(bool legacy)
    {
        RouterState before = States.Of(legacy ? States.Legacy() : States.Modern());
        string[] lines = States.Draft(before, draft => MacvlanDevices.Add(draft, "veth0", "eth0.2", s_none)).Lines();
        Assert.Contains("network.veth0='device'", lines);
        Assert.Contains("network.veth0.managed_by='multidial'", lines);
        Assert.Contains("network.veth0.name='veth0'", lines);
        Assert.Contains("network.veth0.type='macvlan'", lines);
        Assert.Contains("network.veth0.ifname='eth0.2'", lines);
        Assert.DoesNotContain(lines, line => line.Contains(".device=", StringComparison.Ordinal) || line.Contains(".mode=", StringComparison.Ordinal));
    }

    [Fact]
    public void Its_address_is_local_and_unicast_and_the_same_every_time()
    {
        string[] addresses = [.. Enumerable.Range(0, 200).Select(number => Address($"veth{number}"))];
        Assert.Equal(addresses.Length, addresses.Distinct().Count());
        Assert.All(addresses, address => Assert.Matches("^[0-9a-f][26ae](:[0-9a-f]{2}){5}$", address));
        Assert.Equal(addresses[7], Address("veth7"));

        static string Address(string name) => MacAddressOf(States.Draft(States.Of(States.Modern()), draft => MacvlanDevices.Add(draft, name, "eth0.2", s_none)), name);
    }

    [Fact]
    public void It_gets_another_address_if_a_device_of_the_router_has_that_one()
    {
        string taken = MacAddressOf(States.Draft(States.Of(States.Modern()), draft => MacvlanDevices.Add(draft, "veth0", "eth0.2", s_none)), "veth0");
        RouterState before = States.Of(States.Modern(), ("links", States.Links + $"other|||{taken}|0x1003|0|0\n"));
        RouterDraft draft = States.Draft(before, draft => MacvlanDevices.Add(draft, "veth0", "eth0.2", s_none));
        Assert.NotEqual(taken, MacAddressOf(draft, "veth0"));
    }

    [Theory]
    [InlineData("02-AA-BB-CC-DD-EE")]
    [InlineData("02:aa:bb:cc:dd:ee")]
    [InlineData("02aabbccddee")]
    [InlineData("02AA.BBCC.DDEE")]
    public void An_address_is_read_in_the_usual_notations(string text)
    {
        RouterDraft draft = States.Draft(States.Of(States.Modern()), draft => MacvlanDevices.Add(draft, "veth0", "eth0.2", Patch<MacvlanDevice>(("MacAddress", text))));
        Assert.Equal("02:aa:bb:cc:dd:ee", MacAddressOf(draft, "veth0"));
    }

    [Theory]
    [InlineData("03:aa:bb:cc:dd:ee")]
    [InlineData("ff:ff:ff:ff:ff:ff")]
    [InlineData("00:00:00:00:00:00")]
    [InlineData("02:aa:bb:cc:dd")]
    [InlineData("02:aa:bb:cc:dd:ee:ff:00")]
    [InlineData("veth0")]
    [InlineData("52:54:00:aa:00:02")]
    public void An_address_that_no_second_device_can_have_is_refused(string text) =>
        Refused.With(ErrorId.InvalidValue, States.Of(States.Modern()), draft => MacvlanDevices.Add(draft, "veth0", "eth0.2", Patch<MacvlanDevice>(("MacAddress", text))));

    [Fact]
    public void A_device_may_have_characters_that_its_section_cannot()
    {
        RouterDraft draft = States.Draft(States.Of(States.Modern()),
            draft => MacvlanDevices.Add(draft, "eth0.2-mac", "eth0.2", s_none),
            draft => MacvlanDevices.Add(draft, "wan", "eth0.2", s_none));
        Assert.Contains("network.eth0_2_mac.name='eth0.2-mac'", draft.Lines());
        Assert.Contains("network.wan_dev.name='wan'", draft.Lines());
    }

    [Theory]
    [InlineData("averylongname123")]
    [InlineData("a b")]
    [InlineData("-x")]
    [InlineData("..")]
    [InlineData("")]
    public void Names_that_the_kernel_refuses_are_refused(string name) =>
        Refused.With(ErrorId.InvalidName, States.Of(States.Modern()), draft => MacvlanDevices.Add(draft, name, "eth0.2", s_none));

    [Fact]
    public void Names_of_devices_that_are_there_are_taken()
    {
        RouterState before = States.Of(States.Modern());
        Refused.With(ErrorId.AlreadyExists, before, draft => MacvlanDevices.Add(draft, "eth0.1", "eth0.2", s_none));
        Refused.With(ErrorId.AlreadyExists, before,
            draft => MacvlanDevices.Add(draft, "veth0", "eth0.2", s_none), draft => MacvlanDevices.Add(draft, "veth0", "eth0.1", s_none));
        Refused.With(ErrorId.AlreadyExists, before,
            draft => MacvlanDevices.AddTemporary(draft, "veth0", "eth0.2", s_none), draft => MacvlanDevices.AddTemporary(draft, "veth0", "eth0.2", s_none));
    }

    [Fact]
    public void The_parent_must_be_there_and_be_no_ppp_session()
    {
        RouterState before = States.Of(States.Modern(), ("links", States.Links + "pppoe-wan|ppp|||0x10d1|0|0\n"));
        Assert.Equal("eth0.9", Refused.With(ErrorId.ParentNotFound, before, draft => MacvlanDevices.Add(draft, "veth0", "eth0.9", s_none)).Target);
        Refused.With(ErrorId.InvalidValue, before, draft => MacvlanDevices.Add(draft, "veth0", "pppoe-wan", s_none));
    }

    [Fact]
    public void Without_macvlan_in_the_kernel_the_package_is_named()
    {
        RouterState before = States.Of(States.Modern(), ("macvlan", ""));
        MultiDialException error = Refused.With(ErrorId.PackageMissing, before, draft => MacvlanDevices.Add(draft, "veth0", "eth0.2", s_none));
        Assert.Equal("Install-OpenWrtPackage kmod-macvlan", error.RecommendedAction);
    }

    [Fact]
    public void A_temporary_device_is_made_in_the_kernel_alone()
    {
        RouterDraft draft = States.Draft(States.Of(States.Modern()), draft => MacvlanDevices.AddTemporary(draft, "veth0", "eth0.2",
            Patch<MacvlanDevice>(("Mode", MacvlanMode.Bridge), ("MacAddress", "02:aa:bb:cc:dd:ee"))));
        Assert.Empty(draft.Changes);
        Assert.Equal(
            ["ip link add link eth0.2 name veth0 address 02:aa:bb:cc:dd:ee type macvlan mode bridge", "ip link set dev veth0 up"],
            draft.Steps.Select(step => step.ToString()));
    }

    [Fact]
    public void Reading_tells_temporary_devices_from_those_of_the_configuration()
    {
        const string Device = "\nconfig device\n\toption name 'veth0'\n\toption type 'macvlan'\n\toption ifname 'eth0.2'\n\toption mode 'bridge'\n";
        MacvlanDevice[] devices = [.. MacvlanDevices.Read(States.Of(States.Modern(),
            ("config/network", States.ModernNetwork + Device), ("links", States.Links + TemporaryLink), ("macvlans", TemporaryDetail)))];
        Assert.Equal(["veth0", "veth9"], devices.Select(device => device.Name));
        Assert.Equivalent(new { Parent = "eth0.2", Mode = MacvlanMode.Bridge, MacAddress = (string?)null, Temporary = false, Up = false }, devices[0]);
        Assert.Equivalent(new { Parent = "eth0.2", Mode = MacvlanMode.Private, MacAddress = "82:c4:ed:4d:43:c4", Temporary = true, Up = true }, devices[1]);
    }

    [Fact]
    public void A_temporary_device_can_be_removed_but_not_set()
    {
        RouterState before = States.Of(States.Modern(), ("links", States.Links + TemporaryLink), ("macvlans", TemporaryDetail));
        Refused.With(ErrorId.InvalidValue, before, draft => MacvlanDevices.Set(draft, "veth9", Patch<MacvlanDevice>(("Mode", MacvlanMode.Private))));
        RouterDraft draft = States.Draft(before, draft => MacvlanDevices.Remove(draft, "veth9"));
        Assert.Equal("ip link del dev veth9", Assert.Single(draft.Steps).ToString());
    }

    [Fact]
    public void Setting_changes_what_is_given_and_null_removes()
    {
        RouterState before = With("config device 'veth0'\n\toption name 'veth0'\n\toption type 'macvlan'\n\toption ifname 'eth0.2'\n\toption macaddr '02:AA:BB:CC:DD:EE'\n\toption mtu '1400'\n");
        Assert.Empty(States.Draft(before, draft => MacvlanDevices.Set(draft, "veth0", s_none)).Changes);
        Assert.Equal(["network.veth0.mode='private'"], States.Draft(before, draft => MacvlanDevices.Set(draft, "veth0", Patch<MacvlanDevice>(("Mode", MacvlanMode.Private)))).Lines());
        Assert.Equal(["-network.veth0.macaddr"], States.Draft(before, draft => MacvlanDevices.Set(draft, "veth0", Patch<MacvlanDevice>(("MacAddress", null)))).Lines());
        Refused.With(ErrorId.ParentNotFound, before, draft => MacvlanDevices.Set(draft, "veth0", Patch<MacvlanDevice>(("Parent", "eth7"))));
        Refused.With(ErrorId.NotFound, before, draft => MacvlanDevices.Set(draft, "eth0.2", s_none));
    }

    [Fact]
    public void A_line_on_a_device_that_was_changed_is_given_time_to_come_back()
    {
        const string Device = "config device 'spare'\n\toption name 'veth0'\n\toption type 'macvlan'\n\toption ifname 'eth0.1'\n";
        RouterState before = States.Of(States.Modern(), ("config/network", States.ModernNetwork.Replace("option device 'eth0.2'\n\toption proto 'dhcp'\n", "option device 'veth0'\n", StringComparison.Ordinal) + Device));
        Assert.Equal(["wan"], States.Draft(before, draft => MacvlanDevices.Set(draft, "veth0", Patch<MacvlanDevice>(("Mode", MacvlanMode.Private)))).Awaited());
        Assert.False(States.Draft(before, draft => MacvlanDevices.Set(draft, "veth0", s_none)).Waits.Count > 0);
    }

    [Fact]
    public void A_device_in_use_is_not_removed()
    {
        RouterState before = With("config device 'veth0'\n\toption name 'veth0'\n\toption type 'macvlan'\n\toption ifname 'eth0.2'\n\nconfig interface 'wan2'\n\toption device 'veth0'\n");
        Assert.Equal("Remove-WanInterface wan2", Refused.With(ErrorId.InUse, before, draft => MacvlanDevices.Remove(draft, "veth0")).RecommendedAction);
        RouterDraft draft = States.Draft(before, draft => InterfaceRemoval.Remove(draft, "wan2", leaveMwan3: false), draft => MacvlanDevices.Remove(draft, "veth0"));
        Assert.Equal(["-network.veth0", "-network.wan2"], draft.Lines());
    }

    private static RouterState With(string sections) => States.Of(States.Modern(), ("config/network", States.ModernNetwork + "\n" + sections));

    private static string MacAddressOf(RouterDraft draft, string section) => draft.Network.Find(section)!.Get("macaddr")!;
}
