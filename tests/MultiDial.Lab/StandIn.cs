using System.Text;

namespace MultiDial.Testing;

/// <summary>
/// The stand-in's root: small and shaped like OpenWrt's, so that a command which is missing on a router is missing here too.
/// </summary>
internal static class StandIn
{
    private const UnixFileMode Readable =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    private const UnixFileMode Executable =
        Readable | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    private static readonly string[] s_folders =
    [
        "bin", "dev", "etc/config", "etc/crontabs", "lib", "mnt", "overlay", "proc", "root", "sbin", "sys", "tmp",
        "usr/bin", "usr/lib", "usr/libexec", "usr/sbin",
    ];

    private static readonly (string Path, string Target)[] s_links = [("var", "tmp"), ("etc/resolv.conf", "/tmp/resolv.conf"), ("etc/mtab", "/proc/mounts")];

    /// <summary>Programs that are not busybox's, at the place where OpenWrt has them.</summary>
    private static readonly (string Program, string Folder)[] s_programs =
    [
        ("busybox", "bin"), ("nice", "bin"), ("flock", "usr/bin"), ("perl", "usr/bin"), ("dropbear", "usr/sbin"), ("dropbearkey", "usr/bin"),
        ("ip", "sbin"), ("tc", "sbin"), ("ipset", "usr/sbin"), ("conntrack", "usr/sbin"),
        ("iptables", "usr/sbin"), ("iptables-save", "usr/sbin"), ("iptables-restore", "usr/sbin"),
        ("ip6tables", "usr/sbin"), ("ip6tables-save", "usr/sbin"), ("ip6tables-restore", "usr/sbin"),
    ];

    /// <summary>Folders beside the C library that ldd does not see: iptables' extensions and perl-base's modules.</summary>
    private static readonly string[] s_openedAtRunTime = ["xtables", "perl-base"];

    private static readonly SemaphoreSlim s_once = new(1);
    private static IReadOnlyList<string>? s_libraries;
    private static HashSet<string>? s_applets;

    /// <param name="root">The folder to fill.</param>
    /// <param name="pppoe">Whether the router's kernel can dial; then it has the packages for it, as a router out of the box.</param>
    /// <param name="cancellationToken">Gives up.</param>
    internal static async Task InstallAsync(string root, bool pppoe, CancellationToken cancellationToken)
    {
        await DiscoverAsync(cancellationToken).ConfigureAwait(false);
        foreach (string folder in s_folders)
        {
            Directory.CreateDirectory(Path.Combine(root, folder));
        }

        foreach ((string path, string target) in s_links)
        {
            File.CreateSymbolicLink(Path.Combine(root, path), target);
        }

        CopyPrograms(root);
        foreach (string library in s_libraries!)
        {
            Copy(library, root + library);
        }

        SetLoginPath(root + "/usr/sbin/dropbear");
        LinkApplets(root);
        LayOver(Path.Combine(AppContext.BaseDirectory, "router"), root);
        if (pppoe)
        {
            await PppInstallation.AddAsync(root, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>The libraries and applets are the same for every lab of this process.</summary>
    private static async Task DiscoverAsync(CancellationToken cancellationToken)
    {
        await s_once.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            s_applets ??= [.. (await Command.RunAsync("busybox", ["--list"], null, cancellationToken).ConfigureAwait(false)).Require().Split('\n')];
            s_libraries ??= await FindLibrariesAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            s_once.Release();
        }
    }

    private static async Task<IReadOnlyList<string>> FindLibrariesAsync(CancellationToken cancellationToken)
    {
        string[] programs = [.. s_programs.Select(program => Real(program.Program)).Distinct()];

        string[] libraries = await LibrariesOfAsync(programs, cancellationToken).ConfigureAwait(false);

        string beside = Path.GetDirectoryName(libraries.First(library => Path.GetFileName(library) == "libc.so.6"))!;
        return
        [
            .. libraries,
            .. s_openedAtRunTime
                .Select(folder => Path.Combine("/usr", beside.TrimStart('/').Replace("usr/", "", StringComparison.Ordinal), folder))
                .Where(Directory.Exists)
                .SelectMany(folder => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)),
        ];
    }

    internal static async Task<string[]> LibrariesOfAsync(IEnumerable<string> programs, CancellationToken cancellationToken)
    {
        // Its exit code is 1 if only one program has no libraries, as a static busybox.
        CommandResult loaded = await Command.RunAsync("ldd", programs, null, cancellationToken).ConfigureAwait(false);
        return [.. loaded.Output.Split([' ', '\t', '\n']).Where(word => word.StartsWith('/') && !word.EndsWith(':')).Distinct()];
    }

    private static void CopyPrograms(string root)
    {
        foreach ((string program, string folder) in s_programs)
        {
            string real = Real(program);
            string name = Path.GetFileName(real);

            // One file with many names (xtables-nft-multi) looks at the name that it is called by.
            bool isLink = name != program && name.Contains("multi", StringComparison.Ordinal);
            Copy(real, Path.Combine(root, folder, isLink ? name : program));
            if (isLink)
            {
                File.CreateSymbolicLink(Path.Combine(root, folder, program), name);
            }
        }
    }

    /// <summary>The PATH of a login is compiled into dropbear; Debian's names folders that a router does not have.</summary>
    private static void SetLoginPath(string dropbear)
    {
        byte[] program = File.ReadAllBytes(dropbear);
        byte[] debian = Encoding.ASCII.GetBytes("/usr/local/sbin:/usr/local/bin:" + Command.SearchPath + '\0');
        if (program.AsSpan().IndexOf(debian) is >= 0 and int start)
        {
            Encoding.ASCII.GetBytes(Command.SearchPath + '\0', program.AsSpan(start));
            File.WriteAllBytes(dropbear, program);
        }
    }

    private static void LinkApplets(string root)
    {
        foreach ((string folder, string names) in Applets.ByFolder)
        {
            foreach (string name in names.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries).Where(s_applets!.Contains))
            {
                string link = $"{root}{folder}/{name}";
                if (!File.Exists(link))
                {
                    File.CreateSymbolicLink(link, folder == "/bin" ? "busybox" : folder == "/sbin" ? "../bin/busybox" : "../../bin/busybox");
                }
            }
        }
    }

    internal static void LayOver(string overlay, string root)
    {
        if (!Directory.Exists(overlay))
        {
            throw new LabException($"The stand-in router's files are missing: {overlay}");
        }

        foreach (string file in Directory.EnumerateFiles(overlay, "*", SearchOption.AllDirectories))
        {
            string target = Path.Combine(root, Path.GetRelativePath(overlay, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);

            // What lies there may be a link to busybox, through which a copy would write.
            File.Delete(target);
            File.Copy(file, target);
            using (FileStream stream = File.OpenRead(file))
            {
                File.SetUnixFileMode(target, stream.ReadByte() == '#' && stream.ReadByte() == '!' ? Executable : Readable);
            }
        }
    }

    internal static void Copy(string file, string target)
    {
        if (!File.Exists(target))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }

    private static string Real(string program)
    {
        string path = Command.Find(program) ?? throw new LabException($"The stand-in router needs '{program}', which is not installed.");
        return File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path;
    }
}
