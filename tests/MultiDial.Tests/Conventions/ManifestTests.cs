using System.Collections;
using System.Management.Automation.Language;
using System.Reflection;
using System.Text.RegularExpressions;

namespace MultiDial.Tests.Conventions;

/// <summary>The manifest and the folder that becomes the package.</summary>
public sealed partial class ManifestTests
{
    private const long MaxBytes = 8_500_000;
    private static readonly string[] s_built = ["bin", "en-US", "zh-Hans"];
    private static readonly string[] s_texts = ["CHANGELOG.md", "LICENSE", "MultiDial.psd1", "README.md", "README.zh-CN.md", "THIRD-PARTY-NOTICES.md"];
    private readonly Hashtable _manifest = Read();

    [Fact]
    public void It_exports_each_cmdlet_by_name_in_order_and_nothing_else()
    {
        Assert.Equal(Module.Cmdlets.Select(Module.Name), Names("CmdletsToExport"));
        Assert.Empty(Names("FunctionsToExport"));
        Assert.Empty(Names("VariablesToExport"));
        Assert.Empty(Names("AliasesToExport"));
    }

    [Fact]
    public void Its_version_is_that_of_the_assemblies_and_of_the_newest_entry_of_the_changelog()
    {
        string version = (string)_manifest["ModuleVersion"]!;
        string changelog = File.ReadAllText(Module.PathOf("CHANGELOG.md"));
        Assert.Equal(version, Newest().Match(changelog).Groups[1].Value);
        foreach (string assembly in new[] { "bin/MultiDial.dll", "bin/MultiDial.Model.dll", "bin/deps/MultiDial.Ssh.dll" })
        {
            Assert.Equal(version, AssemblyName.GetAssemblyName(Module.PathOf(assembly)).Version!.ToString(3));
        }
    }

    [Fact]
    public void It_lists_what_was_built_and_what_is_to_be_read()
    {
        string[] built = [.. s_built.SelectMany(folder => Directory.EnumerateFiles(Module.PathOf(folder), "*", SearchOption.AllDirectories))
            .Where(file => Path.GetExtension(file) != ".pdb").Select(file => Path.GetRelativePath(Module.Root, file).Replace('\\', '/'))];
        Assert.Equal(built.Concat(s_texts).Order(StringComparer.Ordinal), Names("FileList"));
    }

    [Fact]
    public void Every_file_that_it_names_is_there()
    {
        foreach (string file in Names("FormatsToProcess").Append((string)_manifest["RootModule"]!))
        {
            Assert.True(File.Exists(Module.PathOf(file)), file);
        }
    }

    [Fact]
    public void It_says_where_the_module_runs()
    {
        Assert.Equal("7.6", _manifest["PowerShellVersion"]);
        Assert.Equal(["Core"], Names("CompatiblePSEditions"));
        var data = (Hashtable)((Hashtable)_manifest["PrivateData"]!)["PSData"]!;
        string[] tags = [.. ((object[])data["Tags"]!).Cast<string>()];
        Assert.Superset(new HashSet<string>(["PSEdition_Core", "Linux", "Windows", "MacOS", "OpenWrt", "mwan3", "SSH", "Router"]), new HashSet<string>(tags));
        Assert.NotEmpty((string)data["ReleaseNotes"]!);
    }

    [Fact]
    public void SSH_NET_is_in_deps_alone_and_the_module_is_not()
    {
        Assert.Equal(["MultiDial.Model.dll", "MultiDial.dll"], Assemblies("bin").Order(StringComparer.Ordinal));
        Assert.Equal(["MultiDial.Model.resources.dll"], Assemblies("bin/zh-Hans"));
        Assert.Superset(new HashSet<string>(["MultiDial.Ssh.dll", "Renci.SshNet.dll"]), new HashSet<string>(Assemblies("bin/deps")));
        Assert.DoesNotContain(Assemblies("bin/deps"), name => name is "MultiDial.dll" or "MultiDial.Model.dll" || name.StartsWith("System.", StringComparison.Ordinal));
    }

    [Fact]
    public void The_libraries_of_others_are_named_with_their_copyright()
    {
        string notices = File.ReadAllText(Module.PathOf("THIRD-PARTY-NOTICES.md"));
        Assert.All(Assemblies("bin/deps").Where(name => name != "MultiDial.Ssh.dll"), name => Assert.Contains($"`{name}`", notices, StringComparison.Ordinal));
    }

    [Fact]
    public void The_package_is_small()
    {
        Assert.InRange(Names("FileList").Sum(file => new FileInfo(Module.PathOf(file)).Length), 1, MaxBytes);
    }

    [Fact]
    public void The_module_refers_to_PowerShell_and_the_framework_only()
    {
        Assert.All(Module.Assembly.GetReferencedAssemblies(), reference => Assert.True(reference.Name is "MultiDial.Model" || reference.Name!.StartsWith("System.", StringComparison.Ordinal), reference.Name));
        Assert.Contains(Module.Assembly.GetReferencedAssemblies(), reference => reference.Name == "System.Management.Automation");
    }

    [GeneratedRegex(@"^## (\d+\.\d+\.\d+)", RegexOptions.Multiline)]
    private static partial Regex Newest();

    private static Hashtable Read()
    {
        ScriptBlockAst script = Parser.ParseFile(Module.PathOf("MultiDial.psd1"), out _, out ParseError[] errors);
        Assert.Empty(errors);
        return (Hashtable)script.Find(ast => ast is HashtableAst, searchNestedScriptBlocks: false)!.SafeGetValue();
    }

    private static IEnumerable<string> Assemblies(string folder) => Directory.GetFiles(Module.PathOf(folder), "*.dll").Select(file => Path.GetFileName(file));

    private string[] Names(string key) => [.. ((object[])_manifest[key]!).Cast<string>()];
}
