using MultiDial.Errors;
using MultiDial.Remote;
using MultiDial.Router;
using MultiDial.Texts;

namespace MultiDial.Backup;

/// <summary>A saved configuration that is a folder with its files, as they lie in /etc/config.</summary>
internal static class ConfigurationFolder
{
    private const string OnRouter = "etc/config";

    /// <summary>Reads a saved configuration, a backup or a folder.</summary>
    /// <param name="path">The full path.</param>
    /// <returns>Byte texts by package.</returns>
    /// <exception cref="MultiDialException">NotFound; InvalidValue: this is no saved configuration.</exception>
    internal static IReadOnlyDictionary<string, string> ReadAny(string path) => Directory.Exists(path) ? Read(path) : ConfigurationBackup.Read(path, []);

    private static Dictionary<string, string> Read(string path)
    {
        string inner = Path.Combine(path, OnRouter), folder = Directory.Exists(inner) ? inner : path;
        try
        {
            var files = ConfigurationFiles.All.Select(name => (Name: name, Path: Path.Combine(folder, name)))
                .Where(file => File.Exists(file.Path))
                .ToDictionary(file => file.Name, file => ByteText.FromBytes(File.ReadAllBytes(file.Path)));
            return files.Count > 0 ? files : throw Error.BadBackup(path, Text.ReasonNoPackage.With(string.Join(", ", ConfigurationFiles.All)));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Error.FileUnusable(path, exception.Message, exception);
        }
    }
}
