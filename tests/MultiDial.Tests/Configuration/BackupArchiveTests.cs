using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using MultiDial.Backup;
using MultiDial.Errors;
using MultiDial.Remote;
using MultiDial.Tests.Transport;

namespace MultiDial.Tests.Configuration;

/// <summary>The file of a backup: what goes in comes out, others' programs read it, and what is none is refused.</summary>
public sealed class BackupArchiveTests
{
    private const string Megabytes = "Unpacked, it is larger than 64 MB.";

    [Theory]
    [InlineData("")]
    [InlineData("config interface 'wan'\n\toption password '宽带密码'\n")]
    [InlineData("config interface 'wan'\r\n\toption proto 'dhcp'\r\n")]
    [InlineData("config interface 'wan'\n\toption proto 'dhcp'")]
    public void What_goes_in_comes_out(string text)
    {
        string bytes = ByteText.FromText(text);
        Dictionary<string, string> files = Unpack(BackupArchive.Pack([new("network", bytes), new("mwan3", "\xFF\xFE\0")]));
        Assert.Equal(["network", "mwan3"], files.Keys);
        Assert.Equal(bytes, files["network"]);
        Assert.Equal("\xFF\xFE\0", files["mwan3"]);
    }

    [Fact]
    public async Task A_router_unpacks_it_as_sysupgrade_does()
    {
        using TempFolder folder = new();
        await File.WriteAllBytesAsync(folder["backup.tar.gz"], BackupArchive.Pack([new("network", ByteText.FromText("# 网络\n")), new("mwan3", "")]), Cancelled);
        Assert.Equal("etc/config/network\netc/config/mwan3\n", await Tool.RunAsync("busybox", "tar", "-tzf", folder["backup.tar.gz"]));
        string listing = await Tool.RunAsync("busybox", "tar", "-tvzf", folder["backup.tar.gz"]);
        Assert.All(listing.Split('\n', StringSplitOptions.RemoveEmptyEntries), line => Assert.Matches(@"^-rw------- (root/root|0/0) ", line));
        await Tool.RunAsync("busybox", "tar", "-C", folder.Path, "-xzf", folder["backup.tar.gz"]);
        Assert.Equal("# 网络\n", await File.ReadAllTextAsync(folder["etc/config/network"], Cancelled));
        Assert.Empty(await File.ReadAllBytesAsync(folder["etc/config/mwan3"], Cancelled));
    }

    [Theory]
    [InlineData("etc/config/network", "etc/config/mwan3", "etc/config/wireless", "etc/passwd")]
    [InlineData("./etc/config/network", "./etc/config/mwan3", "./etc/config/network-opkg", "./overlay/etc/config/network")]
    [InlineData(".")]
    public async Task A_backup_that_a_router_made_gives_the_packages_concerned(params string[] names)
    {
        using TempFolder folder = new();
        foreach (string name in new[] { "etc/config/network", "etc/config/mwan3", "etc/config/wireless", "etc/config/network-opkg", "etc/passwd", "overlay/etc/config/network" })
        {
            Directory.CreateDirectory(Path.GetDirectoryName(folder[name])!);
            await File.WriteAllTextAsync(folder[name], $"# {name}\n", Cancelled);
        }

        await Tool.RunAsync("busybox", ["tar", "-C", folder.Path, "-czf", folder["backup.tar.gz"], .. names]);
        Dictionary<string, string> files = Unpack(await File.ReadAllBytesAsync(folder["backup.tar.gz"], Cancelled));
        Assert.Equal(["mwan3", "network"], files.Keys.Order());
        Assert.Equal("# etc/config/network\n", files["network"]);
        Assert.Equal("# etc/config/mwan3\n", files["mwan3"]);
    }

    [Fact]
    public void What_is_not_whole_is_refused_wherever_it_was_cut()
    {
        byte[] archive = BackupArchive.Pack([new("network", States.ModernNetwork), new("firewall", States.ModernFirewall)]);
        for (int length = 0; length < archive.Length; length++)
        {
            Assert.StartsWith("It is ", Refuse(archive[..length]), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void What_has_another_bit_is_refused_or_has_the_same_contents()
    {
        byte[] archive = BackupArchive.Pack([new("network", States.ModernNetwork)]);
        for (int i = 0; i < archive.Length * 8; i++)
        {
            byte[] damaged = [.. archive];
            damaged[i / 8] ^= (byte)(1 << (i % 8));
            try
            {
                Assert.Equal(States.ModernNetwork, Unpack(damaged)["network"]);
            }
            catch (MultiDialException exception)
            {
                Assert.Equal(ErrorId.InvalidValue, exception.Id);
            }
        }
    }

    [Fact]
    public void What_is_no_archive_is_refused()
    {
        Assert.Equal("It is not a .tar.gz file.", Refuse("config interface 'wan'\n"u8.ToArray()));
        Assert.Equal("It is not a .tar.gz file.", Refuse([]));
        Assert.Equal("It is damaged.", Refuse(Gzip(Encoding.UTF8.GetBytes(new string('x', 2048)))));
    }

    [Fact]
    public void Bombs_do_not_go_off()
    {
        Assert.Equal("Its etc/config/network is larger than 1 MB.", Refuse(BackupArchive.Pack([new("network", new string('#', (1 << 20) + 1))])));
        Assert.Equal(1 << 20, Unpack(BackupArchive.Pack([new("network", new string('#', 1 << 20))]))["network"].Length);
        Assert.Equal(Megabytes, Refuse(BackupArchive.Pack([new("wireless", new string('#', 65 << 20))])));
    }

    [Fact]
    public void A_link_is_no_configuration()
    {
        var content = new MemoryStream();
        using (var tar = new TarWriter(content, TarEntryFormat.Ustar, leaveOpen: true))
        {
            tar.WriteEntry(new UstarTarEntry(TarEntryType.SymbolicLink, "etc/config/network") { LinkName = "/etc/passwd" });
        }

        Assert.Empty(Unpack(Gzip(content.ToArray())));
    }

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private static Dictionary<string, string> Unpack(byte[] archive) => BackupArchive.Unpack("b.tar.gz", archive);

    private static string Refuse(byte[] archive) =>
        Assert.Throws<MultiDialException>(() => Unpack(archive)).Message.Replace("The file 'b.tar.gz' is not a backup of a router. ", "", StringComparison.Ordinal);

    private static byte[] Gzip(byte[] content)
    {
        var archive = new MemoryStream();
        using (var gzip = new GZipStream(archive, CompressionLevel.Fastest))
        {
            gzip.Write(content);
        }

        return archive.ToArray();
    }
}
