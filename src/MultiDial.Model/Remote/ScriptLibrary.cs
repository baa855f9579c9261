using System.Reflection;
using System.Text;

namespace MultiDial.Remote;

/// <summary>
/// The files of this assembly that run on the router. A script names the files that it needs in a line
/// <c># needs: NAME...</c> at its beginning; this is the one place that reads it.
/// </summary>
internal static class ScriptLibrary
{
    private const string Needs = "# needs:";

    /// <summary>The text of a file that is embedded under its file name.</summary>
    internal static string File(string name)
    {
        Assembly assembly = typeof(ScriptLibrary).Assembly;
        using Stream stream = assembly.GetManifestResourceStream(name) ?? throw new ArgumentException($"There is no embedded file '{name}'.", nameof(name));
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }

    /// <summary>The text of a script, named by its file name without the ending.</summary>
    internal static string Text(string script) => File(script + ".sh");

    /// <summary>The scripts and all that they need, each once and behind what it needs.</summary>
    internal static IReadOnlyList<string> WithNeeds(params string[] scripts)
    {
        var ordered = new List<string>();
        Array.ForEach(scripts, script => Add(ordered, script));
        return ordered;
    }

    private static void Add(List<string> ordered, string script)
    {
        if (ordered.Contains(script))
        {
            return;
        }

        foreach (string needed in NeedsOf(script))
        {
            Add(ordered, needed);
        }

        ordered.Add(script);
    }

    private static IEnumerable<string> NeedsOf(string script) => Text(script).Split('\n')
        .TakeWhile(line => line.StartsWith('#'))
        .Where(line => line.StartsWith(Needs, StringComparison.Ordinal))
        .SelectMany(line => line[Needs.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries));
}
