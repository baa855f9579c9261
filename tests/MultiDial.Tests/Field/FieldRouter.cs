namespace MultiDial.Tests.Field;

/// <summary>A router of the field: what one of a user's answered, written anew in the folder Recordings/field.</summary>
internal static class FieldRouter
{
    /// <param name="name">The folder, or how its name begins.</param>
    internal static FakeRouter Of(string name)
    {
        string folder = Assert.Single(Directory.GetDirectories(Recording.PathOf("field"), name + "*"));
        var parts = Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .ToDictionary(file => Path.GetRelativePath(folder, file).Replace('\\', '/'), File.ReadAllText);
        foreach (string[] fact in parts["facts"].Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split('=', 2)))
        {
            parts[fact[0]] = fact[1] + "\n";
        }

        parts.Remove("facts");
        return new FakeRouter(parts);
    }
}
