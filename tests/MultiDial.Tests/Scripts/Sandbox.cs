using MultiDial.Remote;
using MultiDial.Router;
using MultiDial.Testing;
using MultiDial.Tests.Transport;

namespace MultiDial.Tests.Scripts;

/// <summary>
/// A root folder for the scripts: busybox, and small programs of a test in place of a router's. They note how they are
/// called. Time runs fast, since sleeping takes hundredths of seconds. When a run ends, all its processes end too, as with
/// a power cut; the files stay for the next one.
/// </summary>
internal sealed class Sandbox : IDisposable
{
    /// <summary>What the module tells each script before anything else.</summary>
    internal const string Prelude = """
        READ_MARKER=@@
        SAID_APPLIED=applied SAID_RUNNING=running SAID_CONFIRMED=confirmed SAID_ROLLED_BACK=rolledback SAID_UNKNOWN=unknown
        FAILED_CHANGED=changed FAILED_FULL=full FAILED_BUSY=busy FAILED_UNARMED=unarmed FAILED_STOPPED=stopped FAILED_LINK=link FAILED_COMMAND=command FAILED_MISSING=missing

        """;

    private const string Enter = """
        mount --bind /dev "$0/dev" && mount -t proc proc "$0/proc" && mount --rbind / "$0/host" &&
            exec chroot "$0" /bin/env -i PATH=/sbin:/usr/sbin:/bin:/usr/bin /bin/sh /script
        """;

    private static readonly string[] s_folders =
        ["bin", "sbin", "usr/bin", "usr/sbin", "dev", "proc", "host", "tmp/run", "etc/config", "etc/init.d", "etc/rc.d", "etc/uci-defaults", "lib/functions"];

    private readonly string _root = Directory.CreateTempSubdirectory("multidial-scripts").FullName;

    private Sandbox()
    {
    }

    /// <summary>How the programs were called, in order.</summary>
    internal string[] Calls => Has("/calls") ? File.ReadAllLines(PathOf("/calls")) : [];

    internal static async Task<Sandbox> CreateAsync()
    {
        await DebianPackages.RequireForScriptsAsync(TestContext.Current.CancellationToken);
        var sandbox = new Sandbox();
        foreach (string folder in s_folders)
        {
            Directory.CreateDirectory(sandbox.PathOf(folder));
        }

        // As on OpenWrt.
        File.CreateSymbolicLink(sandbox.PathOf("var"), "tmp");
        string busybox = (await Tool.RunAsync("sh", "-c", "command -v busybox")).Trim();

        // Not by this process: while it writes, other tests start theirs, which have the file open then, and it cannot be run.
        await Tool.RunAsync("cp", busybox, sandbox.PathOf("bin/busybox"));
        string[] libraries = [.. (await Tool.TryAsync("ldd", busybox)).Output.Split([' ', '\t', '\n']).Where(word => word.StartsWith('/'))];
        if (libraries.Length > 0)
        {
            await Tool.RunAsync("cp", ["--parents", "--dereference", "--target-directory", sandbox._root, .. libraries]);
        }

        await Tool.RunAsync("chroot", sandbox._root, "/bin/busybox", "--install", "-s", "/bin");
        string standIn = Path.Combine(AppContext.BaseDirectory, "router", "usr");
        sandbox.Write("/usr/bin/jsonfilter", $"#!/bin/sh\nexec chroot /host perl -I '{standIn}/lib/standin' '{standIn}/bin/jsonfilter' \"$@\"\n");
        sandbox.Write("/sbin/sleep", "#!/bin/sh\nexec usleep 20000\n");
        sandbox.Write("/sbin/sync", "#!/bin/sh\n");
        sandbox.Program("logger");
        return sandbox;
    }

    /// <summary>A script as the module sends it: the named ones with what they need, and a body.</summary>
    internal static string Script(string names, string body) =>
        "multidial() {\n" + Prelude + string.Concat(ScriptLibrary.WithNeeds(names.Split(' ')).Select(ScriptLibrary.Text)) + body + "\n}\nmultidial </dev/null\n";

    /// <summary>Runs a script in the folder, and gives what it prints. One that hangs is ended.</summary>
    internal async Task<string> RunAsync(string script)
    {
        Write("/script", script);
        return (await Tool.TryAsync("timeout", "--signal=KILL", "60", "unshare", "--mount", "--pid", "--fork", "--kill-child", "sh", "-c", Enter, _root)).Output;
    }

    internal Task<string> RunAsync(string names, string body) => RunAsync(Script(names, body));

    /// <summary>Writes a file; one that begins as a program does can be run.</summary>
    internal void Write(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(PathOf(path))!);
        File.WriteAllText(PathOf(path), text.ReplaceLineEndings("\n"));
        if (text.StartsWith("#!", StringComparison.Ordinal) && !OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(PathOf(path), (UnixFileMode)0b111_101_101);
        }
    }

    /// <summary>Makes a program that notes how it is called, and then does what a test wants.</summary>
    internal void Program(string path, string body = "")
    {
        string name = Path.GetFileName(path);
        Write(path == name ? "/sbin/" + name : path, $"#!/bin/sh\necho \"{name}${{*:+ $*}}\" >>/calls\n{body}\n");
    }

    internal string Read(string path) => File.ReadAllText(PathOf(path));

    internal bool Has(string path) => File.Exists(PathOf(path)) || Directory.Exists(PathOf(path));

    /// <summary>The names of what is in a folder.</summary>
    internal IEnumerable<string> List(string path) => Directory.EnumerateFileSystemEntries(PathOf(path)).Select(entry => Path.GetFileName(entry));

    internal void Delete(string path) => File.Delete(PathOf(path));

    public void Dispose() => Directory.Delete(_root, recursive: true);

    private string PathOf(string path) => Path.Combine(_root, path.TrimStart('/'));
}
