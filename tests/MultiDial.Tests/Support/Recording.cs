namespace MultiDial.Tests;

/// <summary>What real routers answered: the files of the folder Recordings.</summary>
internal static class Recording
{
    internal static string PathOf(string file) => Path.Combine(AppContext.BaseDirectory, "Recordings", file);

    /// <summary>A whole file.</summary>
    internal static string Text(string file) => File.ReadAllText(PathOf(file));

    /// <summary>
    /// The answer to a command, or to its second, third, ... occurrence: the lines between the prompt and the exit status,
    /// without those of standard error.
    /// </summary>
    internal static string Answer(string file, string command, int occurrence = 0)
    {
        string[] lines = File.ReadAllLines(PathOf(file));
        int[] prompts = [.. Enumerable.Range(0, lines.Length).Where(i => lines[i].EndsWith("# " + command, StringComparison.Ordinal))];
        Assert.True(prompts.Length > occurrence, $"{file} has the command '{command}' only {prompts.Length} times.");
        return string.Concat(lines.Skip(prompts[occurrence] + 1)
            .TakeWhile(line => !line.StartsWith("[exit ", StringComparison.Ordinal))
            .Where(line => !line.StartsWith("[stderr] ", StringComparison.Ordinal))
            .Select(line => line + "\n"));
    }
}
