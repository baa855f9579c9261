namespace MultiDial.OpenSsh;

/// <summary>Names of files with wildcards, as a shell reads them.</summary>
internal static class FilePattern
{
    private static readonly char[] s_wildcards = ['*', '?'];

    /// <summary>The files that a path with wildcards names, sorted. One that is not there is none.</summary>
    internal static IEnumerable<string> Files(string path) => Paths(path).Where(File.Exists);

    private static IEnumerable<string> Paths(string path)
    {
        string? folder = Path.GetDirectoryName(path);
        string name = Path.GetFileName(path);
        if (folder is null || path.IndexOfAny(s_wildcards) < 0)
        {
            return [path];
        }

        return Paths(folder).SelectMany(place => name.IndexOfAny(s_wildcards) < 0 ? [Path.Combine(place, name)] : Entries(place, name));
    }

    private static IEnumerable<string> Entries(string folder, string pattern) => Directory.Exists(folder)
        ? Directory.EnumerateFileSystemEntries(folder)
            .Where(entry => Path.GetFileName(entry) is var name && (name[0] != '.' || pattern[0] == '.') && Wildcards.Matches(pattern, name))
            .Order(StringComparer.Ordinal)
        : [];
}
