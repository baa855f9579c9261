using System.Text;

namespace MultiDial.Ssh.KnownHosts;

/// <summary>The known_hosts files, read and appended to as OpenSSH does.</summary>
internal sealed class KnownHostsFile
{
    private const int Attempts = 20;

    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(50);

    private readonly IReadOnlyList<string> _paths;

    /// <param name="path">The one file to use; null for the user's and the system's.</param>
    /// <param name="userFiles">The user's where they are not in their usual place.</param>
    internal KnownHostsFile(string? path, IReadOnlyList<string>? userFiles = null)
    {
        IReadOnlyList<string> own = path is null ? userFiles ?? [UserFile] : [System.IO.Path.GetFullPath(path)];
        Path = own is [var first, ..] ? first : null;
        _paths = path is null ? [.. own, SystemFile] : own;
    }

    /// <summary>The file that new keys are added to; null if the user is to have none.</summary>
    internal string? Path { get; }

    private static string UserFile =>
        System.IO.Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".ssh", "known_hosts");

    private static string SystemFile => OperatingSystem.IsWindows()
        ? System.IO.Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.CommonApplicationData), "ssh", "ssh_known_hosts")
        : "/etc/ssh/ssh_known_hosts";

    /// <summary>The lines that speak of one of the hosts, named as <see cref="HostPattern.NameOf"/> does.</summary>
    /// <exception cref="UnauthorizedAccessException">A file is there but cannot be read; it may revoke keys.</exception>
    internal async Task<List<KnownHost>> FindAsync(string name)
    {
        var found = new List<KnownHost>();
        foreach (string path in _paths.Where(File.Exists))
        {
            string[] lines = await PatientlyAsync(() => File.ReadAllLines(path)).ConfigureAwait(false);
            found.AddRange(lines.Select((text, index) => KnownHost.Parse(text, name, path, index + 1)).OfType<KnownHost>());
        }

        return found;
    }

    /// <summary>Appends a key. A file or folder that is missing is made for the user's eyes alone.</summary>
    internal async Task AddAsync(string name, HostKey key)
    {
        if (Path is { } path)
        {
            MakeFolder(System.IO.Path.GetDirectoryName(path)!);
            await PatientlyAsync(() => Append(path, $"{name} {key.Type} {Convert.ToBase64String(key.Blob)}\n")).ConfigureAwait(false);
        }
    }

    // One write under an exclusive lock: sessions that are made at the same time do not tear each other's lines.
    private static bool Append(string path, string line)
    {
        var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.None, BufferSize = 0 };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using var stream = new FileStream(path, options);
        bool unfinished = stream.Length > 0 && stream.Seek(-1, SeekOrigin.End) >= 0 && stream.ReadByte() != '\n';
        stream.Write(Encoding.UTF8.GetBytes(unfinished ? "\n" + line : line));
        return unfinished;
    }

    private static void MakeFolder(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else
        {
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    // Another process may hold its lock for the moment of a write.
    private static async Task<T> PatientlyAsync<T>(Func<T> access)
    {
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                return access();
            }
            catch (IOException) when (attempt < Attempts)
            {
                await Task.Delay(s_pause).ConfigureAwait(false);
            }
        }
    }
}
