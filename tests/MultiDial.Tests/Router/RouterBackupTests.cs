using System.Management.Automation;
using MultiDial.Tests.Transport;
using MultiDial.Uci;

namespace MultiDial.Tests;

/// <summary>A backup brings back what was there, byte for byte.</summary>
public sealed class RouterBackupTests(RouterFixture router) : RouterTests(router)
{
    private const string Bytes = "cd /etc/config; md5sum network firewall mwan3; ls -l network firewall mwan3 | cut -c 1-10";

    private const string Password = "qx'7\"z $(reboot) \\ 宽带密码";

    [Fact]
    public async Task What_was_changed_is_as_it_was()
    {
        using TempFolder folder = new();
        await TruthAsync("printf '# my own words\\n' >>/etc/config/network; printf '\\n\\n# 规则' >>/etc/config/mwan3");
        string before = await TruthAsync(Bytes);
        string lease = await TruthAsync("ip -4 addr show veth0 | grep inet");
        Run($"Backup-OpenWrtConfiguration '{folder["b.tar.gz"]}'");
        Run("Set-WanInterface wan -Metric 11; Remove-Mwan3Rule spare_rule; Set-Mwan3Member wan_m1_w1 -Weight 4; Remove-FirewallZoneNetwork wan -Network wan6");
        Run("Remove-WanInterface wan2 -Force; New-MacvlanDevice veth5 -Parent " + Router.WanDevice);
        Assert.NotEqual(before, await TruthAsync(Bytes));
        Assert.False(await Router.IsUpAsync("wan2"));

        Assert.Empty(Run($"Restore-OpenWrtConfiguration '{folder["b.tar.gz"]}' -WhatIf"));
        Assert.NotEqual(before, await TruthAsync(Bytes));
        string shown = Engine.Host.Text.ToString();
        UciChange[] changes = Run<UciChange>($"[IO.FileInfo]::new('{folder["b.tar.gz"]}') | Restore-OpenWrtConfiguration");
        Assert.Equal(before, await TruthAsync(Bytes));
        Assert.Contains(changes, change => change is { Package: "network", Section: "wan", Option: "metric", Kind: UciChangeKind.SetOption, OldValue: "11", NewValue: "10" });
        Assert.Contains(changes, change => change is { Package: "mwan3", Section: "spare_rule", Kind: UciChangeKind.AddSection });
        Assert.All(changes, change => Assert.Same(Router.Session, change.Session));
        Assert.All(changes, change => Assert.Contains($"{change}", shown, StringComparison.Ordinal));
        Assert.All(["then reload network", "then reload firewall", "mwan3"], service => Assert.Contains(service, shown, StringComparison.Ordinal));
        await Poll.UntilAsync(async () => await TruthAsync("ip -4 addr show veth0 | grep inet") == lease, TimeSpan.FromSeconds(30), "wan2 has its address again");
    }

    [Fact]
    public async Task What_is_so_already_is_not_written()
    {
        using TempFolder folder = new();
        string files = await FilesAsync();
        int start = Router.Session.CommandCount;
        Assert.Empty(Run($"Backup-OpenWrtConfiguration '{folder.Path}' | Restore-OpenWrtConfiguration"));
        Assert.Equal(2, Router.Session.CommandCount - start);
        Assert.Equal(files, await FilesAsync());
    }

    [Fact]
    public async Task The_package_that_is_named_is_restored_and_no_other()
    {
        using TempFolder folder = new();
        string firewall = await TruthAsync("cat /etc/config/firewall");
        Run($"Backup-OpenWrtConfiguration '{folder["b.tar.gz"]}'");
        Run("Clear-Mwan3Configuration; Remove-FirewallZoneNetwork wan -Network wan6");
        Run($"Restore-OpenWrtConfiguration '{folder["b.tar.gz"]}' -Package mwan3");
        Assert.Equal("balance", await UciAsync("mwan3.default_route.use_policy"));
        Assert.NotEqual(firewall, await TruthAsync("cat /etc/config/firewall"));
    }

    [Fact]
    public async Task A_backup_that_the_router_made_itself_is_taken()
    {
        using TempFolder folder = new();
        string before = await TruthAsync(Bytes);
        await TruthAsync("tar -czf /root/backup.tar.gz -C / ./etc/config ./etc/passwd");
        File.Copy(Router.Lab.Router.PathOf("/root/backup.tar.gz"), folder["b.tar.gz"]);
        Run("Set-Mwan3Member wan_m1_w1 -Weight 4");
        UciChange change = Assert.Single(Run<UciChange>($"'{folder["b.tar.gz"]}' | Restore-OpenWrtConfiguration"));
        Assert.Equal(("mwan3", "wan_m1_w1", "weight", "4", "1"), (change.Package, change.Section, change.Option, change.OldValue, change.NewValue));
        Assert.Equal(before, await TruthAsync(Bytes));
    }

    [Fact]
    public async Task A_backup_of_ours_is_unpacked_by_the_router_itself()
    {
        using TempFolder folder = new();
        Run($"Backup-OpenWrtConfiguration '{folder["b.tar.gz"]}'");
        File.Copy(folder["b.tar.gz"], Router.Lab.Router.PathOf("/root/ours.tar.gz"), overwrite: true);
        await TruthAsync("rm -rf /root/ours; mkdir /root/ours; tar -C /root/ours -xzf /root/ours.tar.gz");
        Assert.Equal(await TruthAsync("cd /etc/config; md5sum network firewall mwan3"), await TruthAsync("cd /root/ours/etc/config; md5sum network firewall mwan3"));
    }

    [Fact]
    public async Task A_password_is_in_the_file_and_nowhere_else()
    {
        using TempFolder folder = new();
        using var secret = new System.Security.SecureString();
        Password.ToList().ForEach(secret.AppendChar);
        Run("New-WanInterface wan5 -Device veth9 -Protocol Pppoe -Credential $credential -Metric 50 -Timeout 0", ("credential", new PSCredential("user", secret)));
        Engine.Clear();
        string output = string.Join('\n', Engine.Run($$"""
            $DebugPreference = $VerbosePreference = $InformationPreference = 'Continue'
            Backup-OpenWrtConfiguration '{{folder["b.tar.gz"]}}' -Verbose -Debug | ForEach-Object { $_.PSObject.Properties } | ForEach-Object { "$($_.Name) $($_.Value)" }
            Remove-WanInterface wan5 -Verbose -Debug
            Restore-OpenWrtConfiguration '{{folder["b.tar.gz"]}}' -WhatIf
            Restore-OpenWrtConfiguration '{{folder["b.tar.gz"]}}' -Verbose -Debug | ForEach-Object { $_.PSObject.Properties } | ForEach-Object { "$($_.Name) $($_.Value)" }
            """));
        Assert.Empty(Engine.Errors);
        Assert.Equal(Password, await UciAsync("network.wan5.password"));
        string shown = string.Join('\n', [output, Engine.Host.Text.ToString(), .. Engine.Warnings, .. Engine.Verbose, .. Engine.Debug, .. Engine.Information]);
        Assert.Contains("network.wan5.password='***'", shown, StringComparison.Ordinal);
        Assert.DoesNotContain("qx'7", shown, StringComparison.Ordinal);
        Assert.DoesNotContain("宽带", shown, StringComparison.Ordinal);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, new FileInfo(folder["b.tar.gz"]).UnixFileMode);
    }

    [Fact]
    public void WhatIf_makes_no_file()
    {
        using TempFolder folder = new();
        Assert.Empty(Run($"Backup-OpenWrtConfiguration '{folder.Path}' -WhatIf"));
        Assert.Contains(folder.Path, Engine.Host.Text.ToString(), StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(folder.Path));
    }
}
