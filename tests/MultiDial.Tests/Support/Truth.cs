using MultiDial.Tests.Conformance;

namespace MultiDial.Tests;

/// <summary>What a real router answered: the files of the folder Truth.</summary>
internal static class Truth
{
    /// <summary>The answer to a command: the lines between its prompt and its exit status, without those of standard error.</summary>
    internal static string Answer(string file, string command)
    {
        string[] lines = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Truth", file));
        int prompt = Array.FindIndex(lines, line => line.EndsWith("# " + command, StringComparison.Ordinal));
        Assert.True(prompt >= 0, $"{file} has no command '{command}'.");
        return string.Concat(lines.Skip(prompt + 1)
            .TakeWhile(line => !line.StartsWith("[exit ", StringComparison.Ordinal))
            .Where(line => !line.StartsWith("[stderr] ", StringComparison.Ordinal))
            .Select(line => line + "\n"));
    }
}
