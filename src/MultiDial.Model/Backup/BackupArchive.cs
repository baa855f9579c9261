using System.Buffers.Binary;
using System.Formats.Tar;
using System.IO.Compression;
using System.Text.RegularExpressions;
using MultiDial.Errors;
using MultiDial.Remote;
using MultiDial.Router;
using MultiDial.Texts;

namespace MultiDial.Backup;

/// <summary>
/// The bytes of a backup: a .tar.gz with files of /etc/config, as LuCI and <c>sysupgrade -b</c> make it and
/// <c>sysupgrade -r</c> takes it. Contents are byte texts (<see cref="ByteText"/>).
/// </summary>
internal static partial class BackupArchive
{
    /// <summary>The packages that a backup of ours has, in the order in which the router reads them.</summary>
    internal static readonly string[] Packages = ConfigurationFiles.All;

    /// <summary>The mode of a file with secrets in it.</summary>
    internal const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    // A router's configuration has a few kilobytes; anything much larger is something else, or a bomb.
    private const int MaxFile = 1 << 20;
    private const int MaxArchive = 64 << 20;

    /// <summary>Names of packages as the router writes them, whatever case they were typed in.</summary>
    internal static string[] Named(string[]? typed) => [.. Packages.Where(name => typed?.Contains(name, StringComparer.OrdinalIgnoreCase) == true)];

    /// <summary>Packs configuration files, by package.</summary>
    internal static byte[] Pack(IEnumerable<KeyValuePair<string, string>> files)
    {
        var archive = new MemoryStream();
        using (var gzip = new GZipStream(archive, CompressionLevel.Optimal))
        using (var tar = new TarWriter(gzip, TarEntryFormat.Ustar))
        {
            foreach ((string package, string text) in files)
            {
                tar.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, "etc/config/" + package)
                {
                    Mode = OwnerOnly, UserName = "root", GroupName = "root", DataStream = new MemoryStream(ByteText.ToBytes(text)),
                });
            }
        }

        return archive.ToArray();
    }

    /// <summary>Unpacks those of <see cref="Packages"/> that an archive has.</summary>
    /// <param name="path">The archive's path, for messages.</param>
    /// <param name="archive">Its bytes.</param>
    /// <exception cref="MultiDialException">InvalidValue: this is no whole archive, or one that is too large.</exception>
    internal static Dictionary<string, string> Unpack(string path, byte[] archive)
    {
        try
        {
            var files = new Dictionary<string, string>();
            using var tar = new TarReader(Decompress(path, archive));
            while (tar.GetNextEntry() is { } entry)
            {
                if (entry.EntryType is TarEntryType.RegularFile or TarEntryType.V7RegularFile && ConfigurationFile().Match(entry.Name) is { Success: true } name)
                {
                    files[name.Groups[1].Value] = Content(path, entry);
                }
            }

            return files;
        }
        catch (Exception exception) when (exception is InvalidDataException or EndOfStreamException or FormatException or ArgumentException or OverflowException or NotSupportedException)
        {
            // These are what the readers of both formats throw at what makes no sense.
            throw Error.BadBackup(path, Text.ReasonDamaged, exception);
        }
    }

    private static MemoryStream Decompress(string path, byte[] archive)
    {
        const int Head = 18;
        if (archive.Length < Head || archive[0] != 0x1F || archive[1] != 0x8B)
        {
            throw Error.BadBackup(path, Text.ReasonNotTarGz);
        }

        var content = new MemoryStream();
        using var gzip = new GZipStream(new MemoryStream(archive), CompressionMode.Decompress);
        byte[] buffer = new byte[1 << 16];
        for (int length; (length = gzip.Read(buffer)) > 0;)
        {
            content.Write(buffer, 0, length);
            if (content.Length > MaxArchive)
            {
                throw Error.BadBackup(path, Text.ReasonArchiveTooLarge.With(MaxArchive >> 20));
            }
        }

        // The stream takes a file that was cut off for one that has ended.
        if (BinaryPrimitives.ReadUInt32LittleEndian(archive.AsSpan(archive.Length - 4)) != content.Length)
        {
            throw new InvalidDataException();
        }

        content.Position = 0;
        return content;
    }

    private static string Content(string path, TarEntry entry)
    {
        if (entry.Length > MaxFile)
        {
            throw Error.BadBackup(path, Text.ReasonFileTooLarge.With(entry.Name, MaxFile >> 20));
        }

        byte[] content = new byte[entry.Length];
        entry.DataStream?.ReadExactly(content);
        return ByteText.FromBytes(content);
    }

    [GeneratedRegex(@"\A(?:\./|/)?etc/config/(network|firewall|mwan3)\z")]
    private static partial Regex ConfigurationFile();
}
