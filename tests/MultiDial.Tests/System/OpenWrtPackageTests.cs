using MultiDial.Errors;
using MultiDial.Packages;
using MultiDial.Router;

namespace MultiDial.Tests;

public sealed class OpenWrtPackageTests
{
    private const string Apk = """
        kmod-macvlan-6.6.86-r1 x86_64 {kernel} (GPL-2.0) [installed]
        mwan3-2.12.2-r1 noarch {feeds/packages/net/mwan3} (GPL-2.0-only) [installed]
        ip-full-6.11.0-r1 x86_64 {package/network/utils/iproute2} (GPL-2.0) [installed]
        libstdcpp6-13.3.0-r4 x86_64 {package/libs/toolchain} (GPL-3.0) [installed]

        """;

    [Theory]
    [InlineData("mwan3", "2.12.2-r1")]
    [InlineData("kmod-macvlan", "6.6.86-r1")]
    [InlineData("ip-full", "6.11.0-r1")]
    [InlineData("libstdcpp6", "13.3.0-r4")]
    [InlineData("macvlan", null)]
    public void The_list_of_apk_is_read(string name, string? version) => Assert.Equal(version, OpenWrtPackages.Read(Router("macvlan=present", apk: Apk), name).Version);

    [Fact]
    public void The_list_of_opkg_is_read()
    {
        OpenWrtPackage[] packages = [.. OpenWrtPackages.Read(Router(""))];
        Assert.Equal(15, packages.Length);
        Assert.Equivalent(new { Version = "2024.12.18~18fc0ead-r1", Installed = true }, Assert.Single(packages, package => package.Name == "firewall4"));
        Assert.False(OpenWrtPackages.Read(Router(""), "kmod-macvlan").Installed);
    }

    [Fact]
    public void A_module_that_is_built_into_the_kernel_counts_as_installed()
    {
        Assert.Equal("built-in", OpenWrtPackages.Read(Router("macvlan=present"), "kmod-macvlan").Version);
        Assert.Empty(OpenWrtPackages.Plan(Router("macvlan=present"), ["kmod-macvlan", "mwan3"]));
    }

    [Fact]
    public void Only_what_is_missing_is_installed()
    {
        Assert.Equal([["kmod-macvlan", "luci-app-mwan3"]], OpenWrtPackages.Plan(Router("firewall=fw4"), ["mwan3", "kmod-macvlan", "luci-app-mwan3"]));
        Assert.Equal([["mwan3"]], OpenWrtPackages.Plan(Router("firewall=fw3", opkg: "opkg - 1\n"), ["mwan3"]));
    }

    [Fact]
    public void Before_mwan3_on_fw4_comes_the_iptables_that_writes_to_nftables() =>
        Assert.Equal([["ip6tables-nft"], ["mwan3"]], OpenWrtPackages.Plan(Router("firewall=fw4", opkg: "iptables-nft - 1.8.10-r1\n"), ["mwan3"]));

    [Theory]
    [InlineData("--force-reinstall")]
    [InlineData("mwan*")]
    [InlineData("a b")]
    [InlineData("")]
    public void Options_and_patterns_are_no_names(string name) =>
        Assert.Equal(ErrorId.InvalidName, Assert.Throws<MultiDialException>(() => OpenWrtPackages.CheckName(name)).Id);

    private static RouterState Router(string facts, string? opkg = null, string? apk = null)
    {
        Dictionary<string, string> parts = States.Modern();
        parts[apk is null ? "opkg" : "apk"] = apk ?? opkg ?? Recording.Answer("01-factory.txt", "opkg list-installed");
        string[] fact = facts.Split('=');
        return States.Of(parts, ("firewall", ""), ("macvlan", ""), (fact[0], fact[^1]));
    }
}
