using System.Text;

namespace MultiDial.Remote;

/// <summary>
/// The scripts for the router, which are embedded in this assembly by their file names. A script says in a line
/// <c># needs: wait read</c> whose functions and variables it uses; the order in which they are sent follows from that.
/// </summary>
internal static class ScriptLibrary
{
    private const string Ending = ".sh";
    private const string Needs = "# needs: ";

    /// <summary>The names of all scripts, without the ending.</summary>
    internal static IEnumerable<string> Names => typeof(ScriptLibrary).Assembly.GetManifestResourceNames()
        .Where(name => name.EndsWith(Ending, StringComparison.Ordinal))
        .Select(name => name[..^Ending.Length])
        .Order(StringComparer.Ordinal);

    /// <summary>The text of a script, by its name without the ending, or of another file for the router, by its file name.</summary>
    internal static string Text(string name)
    {
        using Stream stream = Open(name + Ending) ?? Open(name) ?? throw new ArgumentException($"There is no embedded script '{name}'.", nameof(name));
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }

    /// <summary>The scripts and all that they need, each once, and each after what it needs.</summary>
    internal static IReadOnlyList<string> WithNeeds(params string[] names)
    {
        List<string> ordered = [];
        Add(names, ordered, []);
        return ordered;
    }

    /// <summary>What a script says that it needs.</summary>
    internal static string[] NeedsOf(string name) =>
        Text(name).Split('\n').FirstOrDefault(line => line.StartsWith(Needs, StringComparison.Ordinal))?[Needs.Length..].Split(' ') ?? [];

    private static void Add(IEnumerable<string> names, List<string> ordered, string[] path)
    {
        foreach (string name in names.Where(name => !ordered.Contains(name)))
        {
            if (path.Contains(name))
            {
                throw new InvalidOperationException($"Scripts need each other: {string.Join(", ", path)}, {name}.");
            }

            Add(NeedsOf(name), ordered, [.. path, name]);
            ordered.Add(name);
        }
    }

    private static Stream? Open(string file) => typeof(ScriptLibrary).Assembly.GetManifestResourceStream(file);
}
