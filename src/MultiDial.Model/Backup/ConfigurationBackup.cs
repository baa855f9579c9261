using MultiDial.Errors;
using MultiDial.Network;
using MultiDial.Router;
using MultiDial.Texts;
using MultiDial.Uci;

namespace MultiDial.Backup;

/// <summary>Saves the configuration of a router in a local file, and brings it back.</summary>
internal static class ConfigurationBackup
{
    /// <summary>
    /// Writes the committed configuration into a file that its owner alone can read: it holds the passwords of the
    /// lines. The file is there as a whole or not at all.
    /// </summary>
    /// <param name="state">The router.</param>
    /// <param name="packages">The packages; none for all that the router has.</param>
    /// <param name="path">The full path of the file.</param>
    /// <param name="overwrite">Whether a file that is there is replaced.</param>
    /// <exception cref="MultiDialException">PackageMissing; AlreadyExists; InvalidValue: the file cannot be written.</exception>
    internal static void Save(RouterState state, IReadOnlyCollection<string> packages, string path, bool overwrite)
    {
        string[] wanted = [.. packages.Count > 0 ? packages : state.Packages];
        CheckInstalled(state, wanted);
        byte[] archive = BackupArchive.Pack(wanted.Select(name => KeyValuePair.Create(name, state.FileText(name) ?? state.Package(name).ToText())));
        string temporary = Path.Combine(Path.GetDirectoryName(path)!, $".{Path.GetFileName(path)}.{Path.GetRandomFileName()}");
        try
        {
            CheckFree(path, overwrite);
            Write(temporary, archive);
            File.Move(temporary, path, overwrite);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            CheckFree(path, overwrite);
            throw Error.FileUnusable(path, exception.Message, exception);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    /// <exception cref="MultiDialException">AlreadyExists.</exception>
    internal static void CheckFree(string path, bool overwrite)
    {
        if (!overwrite && File.Exists(path))
        {
            throw Error.FileExists(path);
        }
    }

    /// <summary>Reads the configuration files of a backup.</summary>
    /// <param name="path">The full path of the file.</param>
    /// <param name="packages">The packages; none for all that the backup has.</param>
    /// <returns>Byte texts by package.</returns>
    /// <exception cref="MultiDialException">NotFound: the file, or a package in it; InvalidValue: the file is no backup.</exception>
    internal static IReadOnlyDictionary<string, string> Read(string path, IReadOnlyCollection<string> packages)
    {
        Dictionary<string, string> files = Unpack(path);
        if (packages.FirstOrDefault(package => !files.ContainsKey(package)) is { } missing)
        {
            throw Error.NotInBackup(path, missing);
        }

        return files.Count == 0 ? throw Error.BadBackup(path, Text.ReasonNoPackage.With(string.Join(", ", BackupArchive.Packages.Select(package => "etc/config/" + package))))
            : packages.Count == 0 ? files
            : files.Where(file => packages.Contains(file.Key)).ToDictionary();
    }

    /// <summary>Makes the configuration what it was, byte for byte. Lines that are up get the time to come back.</summary>
    /// <param name="draft">The draft to edit.</param>
    /// <param name="path">The file's path, for messages.</param>
    /// <param name="files">What <see cref="Read"/> found.</param>
    /// <returns>What changes.</returns>
    /// <exception cref="MultiDialException">PackageMissing: the router does not have it; InvalidValue: uci would refuse the text.</exception>
    internal static IReadOnlyList<UciDifference> Restore(RouterDraft draft, string path, IReadOnlyDictionary<string, string> files)
    {
        CheckInstalled(draft.Before, files.Keys);
        var changes = new List<UciDifference>();
        foreach (string package in BackupArchive.Packages.Where(files.ContainsKey))
        {
            try
            {
                UciPackage old = draft.Package(package), now = UciPackage.Parse(package, files[package]);
                draft.Replace(now);
                IReadOnlyList<UciDifference> difference = UciDiff.Compare(old, now);
                changes.AddRange(difference);
                if (difference.Count == 0 && old.ToText() != now.ToText())
                {
                    draft.Warn(Text.WarningLayout.With(package));
                }
            }
            catch (UciSyntaxException exception)
            {
                throw Error.BadBackup(path, Text.ReasonRefusedByUci.With(exception.Message), exception);
            }
        }

        WanInterfaces.AwaitReturn(draft, WanInterfaces.Sections(draft.Network).Select(line => line.Id));
        return changes;
    }

    // The other files are the firmware's own; without them it is no OpenWrt.
    private static void CheckInstalled(RouterState state, IEnumerable<string> packages)
    {
        if (packages.Contains(ConfigurationFiles.Mwan3) && !state.Has(ConfigurationFiles.Mwan3))
        {
            throw Error.PackageMissing(ConfigurationFiles.Mwan3);
        }
    }

    private static Dictionary<string, string> Unpack(string path)
    {
        try
        {
            return BackupArchive.Unpack(path, File.ReadAllBytes(path));
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw Error.FileNotFound(path, exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Error.FileUnusable(path, exception.Message, exception);
        }
    }

    private static void Write(string path, byte[] content)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = BackupArchive.OwnerOnly;
        }

        using var file = new FileStream(path, options);
        file.Write(content);
        file.Flush(flushToDisk: true);
    }
}
