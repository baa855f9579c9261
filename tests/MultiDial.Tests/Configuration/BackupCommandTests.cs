using System.Collections.ObjectModel;
using System.Management.Automation;
using MultiDial.Backup;
using MultiDial.Errors;
using MultiDial.Remote;
using MultiDial.Tests.Transport;

namespace MultiDial.Tests.Configuration;

/// <summary>The cmdlets with routers that are only texts: names of files, what is refused, and what is given back.</summary>
public sealed class BackupCommandTests : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private readonly TempFolder _folder = new();
    private readonly FakeRouter _router = new(States.Modern(), "router 一");
    private readonly Engine _engine;

    public BackupCommandTests()
    {
        _engine = new Engine(_router);
        Run($"$null = $ExecutionContext.SessionState.Path.SetLocation('{_folder.Path}')");
    }

    public void Dispose()
    {
        _engine.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Without_a_path_the_file_is_in_the_current_folder_under_a_name_of_its_own()
    {
        FileInfo[] files = [.. Run("Backup-OpenWrtConfiguration; Backup-OpenWrtConfiguration -Force").Select(file => (FileInfo)file.BaseObject)];
        Assert.Equal(2, files.Length);
        Assert.All(files, file => Assert.Matches(@"^router_一-\d{8}-\d{6}(-2)?\.tar\.gz$", file.Name));
        Assert.Equal(files.Select(file => file.FullName).Order(), Directory.GetFiles(_folder.Path).Order());
    }

    [Theory]
    [InlineData("b.tar.gz", "b.tar.gz")]
    [InlineData("./sub/../b.tar.gz", "b.tar.gz")]
    [InlineData("Here:/sub/b.tar.gz", "sub/b.tar.gz")]
    [InlineData("sub/[1] b.tar.gz", "sub/[1] b.tar.gz")]
    public void A_path_is_what_PowerShell_takes_it_for(string path, string file)
    {
        Directory.CreateDirectory(_folder["sub"]);
        Run($"""
            $state = $ExecutionContext.SessionState
            $null = $state.Drive.New([System.Management.Automation.PSDriveInfo]::new('Here', $state.Provider.GetOne('FileSystem'), '{_folder.Path}', '', $null), 'global')
            """);
        PSObject saved = Assert.Single(Run($"Backup-OpenWrtConfiguration '{path}'"));
        Assert.Equal(_folder[file], ((FileInfo)saved.BaseObject).FullName);
        Assert.EndsWith("::" + _folder[file], (string)saved.Properties["PSPath"].Value, StringComparison.Ordinal);
        Assert.Same(_router.Session, saved.Properties["Session"].Value);
        Assert.Equal(OwnerOnly, new FileInfo(_folder[file]).UnixFileMode);
        Assert.Equal(States.ModernNetwork, Unpack(_folder[file])["network"]);
    }

    [Fact]
    public void Every_byte_of_each_file_is_in_it_even_of_one_that_uci_refuses()
    {
        (string, string)[] files = [("network", "config interface 'wan'\r\n\toption password '密码"), ("firewall", "no uci at all")];
        Array.ForEach(files, file => _router.Parts["config/" + file.Item1] = file.Item2);
        Run("Backup-OpenWrtConfiguration b.tar.gz");
        Dictionary<string, string> saved = Unpack(_folder["b.tar.gz"]);
        Assert.Equal(["network", "firewall", "mwan3"], saved.Keys);
        Assert.All(files, file => Assert.Equal(ByteText.FromText(file.Item2), saved[file.Item1]));
    }

    [Fact]
    public void Only_the_packages_that_are_named_are_in_it()
    {
        Run("Backup-OpenWrtConfiguration b.tar.gz -Package MWAN3, network");
        Assert.Equal(["network", "mwan3"], Unpack(_folder["b.tar.gz"]).Keys);
        _router.Parts.Remove("config/mwan3");
        Run("Backup-OpenWrtConfiguration c.tar.gz");
        Assert.Equal(["network", "firewall"], Unpack(_folder["c.tar.gz"]).Keys);
        Fail("Backup-OpenWrtConfiguration d.tar.gz -Package mwan3", ErrorId.PackageMissing);
        Assert.False(File.Exists(_folder["d.tar.gz"]));
    }

    [Fact]
    public void A_file_that_is_there_is_replaced_only_by_force()
    {
        File.WriteAllText(_folder["b.tar.gz"], "mine");
        Fail("Backup-OpenWrtConfiguration b.tar.gz", ErrorId.AlreadyExists);
        Assert.Equal("mine", File.ReadAllText(_folder["b.tar.gz"]));
        Run("Backup-OpenWrtConfiguration b.tar.gz -Force");
        Assert.Equal(3, Unpack(_folder["b.tar.gz"]).Count);
        Assert.Equal(OwnerOnly, new FileInfo(_folder["b.tar.gz"]).UnixFileMode);
        Assert.Equal([_folder["b.tar.gz"]], Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public void Several_routers_get_a_file_each_and_none_in_a_file_of_one_name()
    {
        FakeRouter[] others = [new(States.Legacy(), "office/a"), new(States.Modern(), "office:a")];
        (string, object) sessions = ("sessions", others.Select(router => router.Session).Append(_router.Session).ToArray());
        Collection<PSObject> files = Run("$sessions | Backup-OpenWrtConfiguration .", sessions);
        Assert.Equal(3, Directory.GetFiles(_folder.Path).Length);
        foreach (FakeRouter router in others.Append(_router))
        {
            PSObject file = Assert.Single(files, file => file.Properties["Session"].Value == router.Session);
            Assert.Equal(router.Parts["config/network"], Unpack(((FileInfo)file.BaseObject).FullName)["network"]);
        }

        others[0].Parts["config/mwan3"] = States.EmptyMwan3.Replace("3F00", "FF00", StringComparison.Ordinal);
        Assert.Equal(others[0].Session, Assert.IsType<UciChange>(Assert.Single(Run("$files | Restore-OpenWrtConfiguration", ("files", files))).BaseObject).Session);
        Assert.Equal(States.EmptyMwan3, others[0].Parts["config/mwan3"]);
        Fail("Backup-OpenWrtConfiguration one.tar.gz -Session $sessions", ErrorId.InvalidValue);
        Assert.False(File.Exists(_folder["one.tar.gz"]));
    }

    [Fact]
    public void What_somebody_has_not_committed_is_warned_of()
    {
        _router.Parts["pending/firewall"] = "firewall.x=zone\n";
        Run("Backup-OpenWrtConfiguration b.tar.gz");
        Assert.Contains("unsaved changes of 'firewall'", Assert.Single(_engine.Warnings), StringComparison.Ordinal);
        _engine.Warnings.Clear();
        Run("Backup-OpenWrtConfiguration c.tar.gz -Package network");
        Assert.Empty(_engine.Warnings);
    }

    [Theory]
    [InlineData("Backup-OpenWrtConfiguration nowhere/b.tar.gz", ErrorId.NotFound)]
    [InlineData("Backup-OpenWrtConfiguration nowhere/", ErrorId.NotFound)]
    [InlineData("Backup-OpenWrtConfiguration Variable:b", ErrorId.InvalidValue)]
    [InlineData("Backup-OpenWrtConfiguration None:/b", ErrorId.InvalidValue)]
    [InlineData("Backup-OpenWrtConfiguration /proc/b", ErrorId.InvalidValue)]
    [InlineData("'router' | Backup-OpenWrtConfiguration", ErrorId.InvalidValue)]
    [InlineData("Restore-OpenWrtConfiguration", ErrorId.InvalidValue)]
    [InlineData("Restore-OpenWrtConfiguration .", ErrorId.InvalidValue)]
    [InlineData("Restore-OpenWrtConfiguration nothing.tar.gz", ErrorId.NotFound)]
    [InlineData("'nowhere/b.tar.gz' | Restore-OpenWrtConfiguration", ErrorId.NotFound)]
    [InlineData("1 | Restore-OpenWrtConfiguration", ErrorId.InvalidValue)]
    public void What_cannot_be_is_refused(string script, ErrorId id)
    {
        Fail(script, id);
        Assert.Empty(Directory.GetFileSystemEntries(_folder.Path));
    }

    [Theory]
    [InlineData("network=config interface wan\n\toption", "", ErrorId.InvalidValue, "UCI would refuse it: network: Parse error")]
    [InlineData("network=config interface wan\n\toption x 'a\0b'\n", "", ErrorId.InvalidValue, "NUL")]
    [InlineData("wireless=config wifi-device\n", "", ErrorId.InvalidValue, "It has none of etc/config/network")]
    [InlineData("network=", "-Package mwan3", ErrorId.NotFound, "has no etc/config/mwan3")]
    [InlineData("network=;mwan3=", "", ErrorId.PackageMissing, "'mwan3' is not installed")]
    public void A_file_that_the_router_cannot_take_is_refused_as_a_whole(string files, string parameters, ErrorId id, string words)
    {
        _router.Parts.Remove("config/mwan3");
        File.WriteAllBytes(_folder["b.tar.gz"], BackupArchive.Pack(files.Split(';').Select(file => file.Split('=')).Select(file => KeyValuePair.Create(file[0], file[1]))));
        Assert.Contains(words, Fail($"Restore-OpenWrtConfiguration b.tar.gz {parameters}", id).ToString(), StringComparison.Ordinal);
        Assert.Equal(States.ModernNetwork, _router.Parts["config/network"]);
        Assert.DoesNotContain("commit", _router.Calls);
    }

    [Fact]
    public void Comments_alone_are_restored_too_and_told_of()
    {
        Run("Backup-OpenWrtConfiguration b.tar.gz");
        _router.Parts["config/firewall"] = "# by hand\n" + States.ModernFirewall;
        Assert.Empty(Run("Restore-OpenWrtConfiguration b.tar.gz"));
        Assert.Contains("only comments and layout differ", Assert.Single(_engine.Warnings), StringComparison.Ordinal);
        Assert.Equal(States.ModernFirewall, _router.Parts["config/firewall"]);
    }

    [Fact]
    public void In_a_transaction_the_router_is_saved_and_what_is_restored_waits()
    {
        Run("Backup-OpenWrtConfiguration before.tar.gz; Start-OpenWrtTransaction; Set-Mwan3Global -MarkMask 0xFF00; Backup-OpenWrtConfiguration b.tar.gz");
        Assert.Equal(States.EmptyMwan3, Unpack(_folder["b.tar.gz"])["mwan3"]);
        Assert.Equal("mwan3.globals.mmx_mask='0x3F00'", Assert.Single(Run("Restore-OpenWrtConfiguration before.tar.gz")).ToString());
        Assert.Empty(Run("Get-OpenWrtTransaction"));
        _router.Parts["config/mwan3"] = States.EmptyMwan3.Replace("3F00", "3FF0", StringComparison.Ordinal);
        Run("Undo-OpenWrtTransaction; Start-OpenWrtTransaction; Restore-OpenWrtConfiguration before.tar.gz");
        Assert.Same(_router.Session, ((UciChange)Assert.Single(Run("Get-OpenWrtTransaction")).BaseObject).Session);
        Assert.Contains("3FF0", _router.Parts["config/mwan3"], StringComparison.Ordinal);
        Assert.Same(_router.Session, ((UciChange)Assert.Single(Run("Complete-OpenWrtTransaction")).BaseObject).Session);
        Assert.Equal(States.EmptyMwan3, _router.Parts["config/mwan3"]);
    }

    [Fact]
    public void Packages_complete() =>
        Assert.Equal(["firewall", "mwan3", "network"], _engine.Complete("Restore-OpenWrtConfiguration b.tar.gz -Package "));

    private static Dictionary<string, string> Unpack(string path) => BackupArchive.Unpack(path, File.ReadAllBytes(path));

    private Collection<PSObject> Run(string script, params (string, object)[] variables)
    {
        Collection<PSObject> output = _engine.Run(script, variables);
        Assert.Empty(_engine.Errors);
        return output;
    }

    private ErrorRecord Fail(string script, ErrorId id)
    {
        _engine.Run(script);
        ErrorRecord error = Assert.Single(_engine.Errors);
        _engine.Errors.Clear();
        Assert.StartsWith(id + ",", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        return error;
    }
}
