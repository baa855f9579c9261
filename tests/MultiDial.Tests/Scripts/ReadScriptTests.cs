namespace MultiDial.Tests.Scripts;

/// <summary>The scripts that only read: read.sh, network.sh, firewall.sh, packages.sh, system.sh.</summary>
public sealed class ReadScriptTests : SandboxTests
{
    [Fact]
    public async Task The_configuration_and_what_is_pending_are_parts_of_their_own()
    {
        Router.Write("/etc/config/network", "config interface 'wan'\n");
        Router.Write("/etc/config/mwan3", "");
        Router.Write("/tmp/.uci/network", "-network.wan\n");
        Router.Write("/tmp/.uci/firewall", "");
        Assert.Equal(["config/network: config interface 'wan'", "pending/network: -network.wan", "config/mwan3:", "more: 1", "end:"], Parts(await Router.RunAsync("read", "more() { read_part more; echo 1; }; read_state more")));
    }

    [Fact]
    public async Task A_file_that_cannot_be_read_is_not_taken_for_an_empty_one()
    {
        Router.Write("/etc/config/network", "config interface 'wan'\n");
        Router.Program("cat", "echo cannot allocate memory >&2; exit 1");
        Assert.DoesNotContain("end:", Parts(await Router.RunAsync("read", "read_state")));
    }

    [Fact]
    public async Task Interfaces_are_what_netifd_says_and_the_client_is_where_the_connection_comes_from()
    {
        Router.Program("ubus", "echo \"$*\"");
        Router.Program("ip", "echo \"$*\"");
        Assert.Equal(
            ["interfaces: call network.interface dump", "client: route get 192.168.1.9"],
            Parts(await Router.RunAsync("network", "SSH_CONNECTION='192.168.1.9 1 192.168.1.1 22'; net_read_interfaces; net_read_client")).Where(part => !part.StartsWith("routes", StringComparison.Ordinal)));
        Assert.Empty(Parts(await Router.RunAsync("network", "net_read_client")));
    }

    [Fact]
    public async Task A_link_is_one_line()
    {
        Router.Program("ip", "echo 5: veth0@eth0.2");
        Link("eth0.2", "DEVTYPE=vlan\nINTERFACE=eth0.2\n", "00:11:22:33:44:55");
        Link("veth0", "INTERFACE=veth0\n", "02:00:5e:00:53:01");
        Router.Write("/sys/class/net/veth0/lower_eth0.2", "");
        Router.Write("/sys/class/net/bonding_masters", "");
        Assert.Equal(
            ["macvlans: 5: veth0@eth0.2", "links: eth0.2|vlan||00:11:22:33:44:55|0x1003|7|8 veth0||eth0.2|02:00:5e:00:53:01|0x1003|7|8"],
            Parts(await Router.RunAsync("network", "net_read_devices")));
    }

    [Theory]
    [InlineData("lsmod", "echo 'macvlan 24576 0'", "macvlan: present")]
    [InlineData("uname", "echo 6.6.73", "macvlan:")]
    public async Task Macvlan_is_there_if_the_kernel_has_it(string program, string body, string expected)
    {
        Router.Program("lsmod");
        Router.Program("grep", "case \"$*\" in */proc/kallsyms) exit 1 ;; *) exec busybox grep \"$@\" ;; esac");
        Router.Program(program, body);
        Assert.Equal([expected], Parts(await Router.RunAsync("network", "net_read_macvlan")));
        Router.Write("/lib/modules/6.6.73/macvlan.ko", "");
        Assert.Equal(["macvlan: present"], Parts(await Router.RunAsync("network", "net_read_macvlan")));
    }

    [Fact]
    public async Task Waiting_ends_when_all_interfaces_are_as_wanted()
    {
        Router.Program("ubus", """
            tick=$(cat /tick 2>/dev/null || echo 0)
            echo $((tick + 1)) >/tick
            echo "{\"interface\":[{\"interface\":\"wan\",\"up\":true},{\"interface\":\"wan2\",\"up\":$([ "$tick" -lt 3 ] && echo false || echo true)}]}"
            """);
        Assert.Equal("0\n", await Router.RunAsync("network", "net_wait_up 10 wan wan2; echo $?"));
        Assert.Equal(4, Router.Calls.Length);
        Assert.Equal("1\n", await Router.RunAsync("network", "net_wait_down 2 wan; echo $?"));
        Assert.Equal("1\n", await Router.RunAsync("network", "net_wait_up 1 wan nosuch; echo $?"));
    }

    [Theory]
    [InlineData("/sbin/fw3", "firewall: fw3")]
    [InlineData("/sbin/fw4", "firewall: fw4")]
    [InlineData("/sbin/other", "firewall:")]
    public async Task The_firewall_has_a_name(string program, string expected)
    {
        Router.Write(program, "#!/bin/sh\n");
        Assert.Equal([expected], Parts(await Router.RunAsync("firewall", "fw_read")));
    }

    [Fact]
    public async Task The_system_is_its_release_its_board_and_its_switch()
    {
        Router.Write("/etc/openwrt_release", "DISTRIB_RELEASE='24.10.0'\n");
        Router.Program("ubus", "echo \"{$*}\"");
        Assert.Equal(["release: DISTRIB_RELEASE='24.10.0'", "board: {call system board}", "switch:"], Parts(await Router.RunAsync("system", "system_read")));
        Router.Write("/sbin/swconfig", "#!/bin/sh\n");
        Assert.Equal("switch: swconfig", Parts(await Router.RunAsync("system", "system_read"))[2]);
        Router.Write("/sys/class/net/lan1/uevent", "DEVTYPE=dsa\n");
        Assert.Equal("switch: dsa", Parts(await Router.RunAsync("system", "system_read"))[2]);
    }

    [Theory]
    [InlineData("/bin/opkg", "opkg", "list-installed", "--noaction install")]
    [InlineData("/usr/bin/apk", "apk", "list --installed", "add --simulate")]
    public async Task Packages_come_by_the_manager_that_is_there(string path, string manager, string list, string simulate)
    {
        Assert.Equal(["packages:"], Parts(await Router.RunAsync("packages", "pkg_read")));
        Router.Program(path, "echo \"$*\"; echo a dead feed >&2; [ \"$1\" != update ]");
        Router.Program("uname", "echo 6.6.73");
        Assert.Equal(
            [$"packages: {manager}", $"{manager}: {list}", "lists: update a dead feed", $"simulation: {simulate} one two a dead feed", "kernel: 6.6.73", "end:"],
            Parts(await Router.RunAsync("packages", "pkg_read 2>/dev/null; pkg_simulate one two; read_part end")));
    }

    private void Link(string name, string events, string address)
    {
        string folder = "/sys/class/net/" + name;
        Router.Write(folder + "/uevent", events);
        Router.Write(folder + "/address", address + "\n");
        Router.Write(folder + "/flags", "0x1003\n");
        Router.Write(folder + "/statistics/rx_bytes", "7\n");
        Router.Write(folder + "/statistics/tx_bytes", "8\n");
    }
}
