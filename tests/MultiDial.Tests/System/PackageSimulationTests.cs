using MultiDial.Errors;
using MultiDial.Packages;

namespace MultiDial.Tests;

/// <summary>What opkg and apk say about an installation that they only simulate.</summary>
public sealed class PackageSimulationTests
{
    private const string Opkg = """
        Installing mwan3 (2.11.16-r5) to root...
        Downloading https://downloads.openwrt.org/releases/24.10.0/packages/x86_64/packages/mwan3_2.11.16-r5_all.ipk
        Installing kmod-ipt-core (6.6.73-r1) to root...
        Upgrading ip-full on root from 6.9.0-r1 to 6.11.0-r1...
        Installing kmod-ipt-core (6.6.73-r1) to root...

        """;

    private const string Apk = """
        ( 1/12) Installing kmod-ipt-core (6.12.71-r1)
        (12/12) Upgrading ip-full (6.9.0-r1 -> 6.11.0-r1)
        OK: 24.5 MiB in 152 packages

        """;

    private const string OpkgKernel = """
        Unknown package 'kmod-macvlan'.
        Collected errors:
         * pkg_hash_check_unresolved: cannot find dependency kernel (= 6.6.73~5d7b-r1) for kmod-macvlan
         * pkg_hash_fetch_best_installation_candidate: Packages for kmod-macvlan found, but incompatible with the architectures configured
         * opkg_install_cmd: Cannot install package kmod-macvlan.

        """;

    private const string OpkgKernelOfDependency = """
        Installing mwan3 (2.11.16-r5) to root...
        Collected errors:
         * pkg_hash_check_unresolved: cannot find dependency kernel (= 6.6.73~5d7b-r1) for kmod-ipt-ipset
         * satisfy_dependencies_for: Cannot satisfy the following dependencies for mwan3:
         * 	kernel (= 6.6.73~5d7b-r1)
         * opkg_install_cmd: Cannot install package mwan3.

        """;

    private const string ApkKernel = """
        ERROR: unable to select packages:
          kernel-6.12.87~2437-r1:
            breaks: kmod-macvlan-6.12.71-r1[kernel=6.12.71~60d9-r1]
            satisfies: world[kernel=6.12.87~2437-r1]
                       kmod-cfg80211-6.12.87.6.18.26-r1[kernel=6.12.87~2437-r1]

        """;

    private const string ApkOtherKernel = """
        (  1/105) Downgrading kernel (6.12.87~2437-r1 -> 6.12.71~60d9-r1)
        (  2/105) Installing kmod-macvlan (6.12.71-r1)

        """;

    [Fact]
    public void What_would_come_is_read_with_its_versions()
    {
        Assert.Equal([("mwan3", "2.11.16-r5"), ("kmod-ipt-core", "6.6.73-r1"), ("ip-full", "6.11.0-r1")], Of(Opkg).Coming);
        Assert.Equal([("kmod-ipt-core", "6.12.71-r1"), ("ip-full", "6.11.0-r1")], Of(Apk).Coming);
        Assert.Null(Of(Opkg, "6.6.73").Refusal("mwan3", "6.6.73~5d7b-r1"));
        Assert.Null(Of(Apk, "6.12.71").Refusal("mwan3", "6.12.71~60d9-r1"));
    }

    [Theory]
    [InlineData("kmod-macvlan", OpkgKernel, "6.6.73~5d7b-r1", "6.6.80~abcd-r1")]
    [InlineData("mwan3", OpkgKernelOfDependency, "6.6.73~5d7b-r1", "6.6.80~abcd-r1")]
    [InlineData("kmod-macvlan", ApkKernel, "6.12.71~60d9-r1", "6.12.87~2437-r1")]
    [InlineData("kmod-macvlan", ApkOtherKernel, "6.12.71~60d9-r1", "6.12.87~2437-r1")]
    public void Modules_for_another_kernel_are_refused_with_both_versions(string name, string words, string modules, string kernel)
    {
        MultiDialException error = Of(words, kernel.Split('~')[0]).Refusal(name, kernel)!;
        Assert.Equal(ErrorId.InstallationFailed, error.Id);
        Assert.Contains(modules, error.Message, StringComparison.Ordinal);
        Assert.Contains(kernel, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_firmware_whose_kernel_is_not_that_of_its_package_gets_no_modules()
    {
        MultiDialException error = Of(Opkg, "6.1.141").Refusal("mwan3", "6.6.73~5d7b-r1")!;
        Assert.Equal(ErrorId.InstallationFailed, error.Id);
        Assert.Contains("6.1.141", error.Message, StringComparison.Ordinal);
        Assert.Contains("6.6.73~5d7b-r1", error.Message, StringComparison.Ordinal);
        Assert.Null(Of(Opkg.Replace("kmod-", "", StringComparison.Ordinal), "6.1.141").Refusal("mwan3", "6.6.73~5d7b-r1"));
    }

    [Theory]
    [InlineData("Unknown package 'nosuch'.\n * opkg_install_cmd: Cannot install package nosuch.\n", ErrorId.PackageMissing)]
    [InlineData("ERROR: unable to select packages:\n  nosuch (no such package):\n    required by: world[nosuch]\n", ErrorId.PackageMissing)]
    [InlineData("*** Failed to download the package list from https://x/Packages.gz\nUnknown package 'nosuch'.\n", ErrorId.InstallationFailed)]
    [InlineData(" * verify_pkg_installable: Only have 120kb available on filesystem /overlay, pkg nosuch needs 300\n * opkg_install_cmd: Cannot install package nosuch.\n", ErrorId.InstallationFailed)]
    public void What_cannot_be_had_is_refused_with_the_reason(string words, ErrorId id)
    {
        MultiDialException error = Of(words).Refusal("nosuch", null)!;
        Assert.Equal(id, error.Id);
        Assert.Equal("nosuch", error.Target);
        Assert.True(id == ErrorId.PackageMissing || error.Message.Contains(words.Split('\n')[0].Trim(), StringComparison.Ordinal), error.Message);
    }

    [Fact]
    public void Another_package_is_not_refused_with_it() =>
        Assert.Null(Of("Unknown package 'nosuch'.\n * opkg_install_cmd: Cannot install package nosuch.\n").Refusal("mwan3", null));

    private static PackageSimulation Of(string words, string kernel = "") => new("router", "", words, kernel + "\n");
}
