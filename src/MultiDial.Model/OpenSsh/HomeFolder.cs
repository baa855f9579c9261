namespace MultiDial.OpenSsh;

/// <summary>The user's own folder, and ssh's in it.</summary>
internal static class HomeFolder
{
    internal static string Path => Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);

    /// <summary>A file of ssh's.</summary>
    internal static string Ssh(string file) => System.IO.Path.Combine(Path, ".ssh", file);

    /// <summary>A path with the user's folder in place of a <c>~</c> at its beginning.</summary>
    internal static string Expand(string path) => path == "~" || path.StartsWith("~/", StringComparison.Ordinal) || path.StartsWith("~\\", StringComparison.Ordinal)
        ? System.IO.Path.Join(Path, path[1..])
        : path;
}
