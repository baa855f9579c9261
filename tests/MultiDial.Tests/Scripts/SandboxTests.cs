using System.Text.RegularExpressions;

namespace MultiDial.Tests.Scripts;

/// <summary>Tests of scripts, each in a sandbox of its own.</summary>
public abstract class SandboxTests : IAsyncLifetime
{
    /// <summary>The shell that runs this is one that dials.</summary>
    private protected const string SomebodyDials =
        "mkdir -m 700 /var/run/multidial; ln -s $$:$(cut -d ' ' -f 22 /proc/$$/stat) /var/run/multidial/dialling;";

    private Sandbox? _sandbox;

    private protected Sandbox Router => _sandbox!;

    public async ValueTask InitializeAsync()
    {
        _sandbox = await Sandbox.CreateAsync();
        Prepare();
    }

    public ValueTask DisposeAsync()
    {
        _sandbox?.Dispose();
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    /// <summary>What all tests of the class find on the router.</summary>
    private protected virtual void Prepare()
    {
    }

    /// <summary>The parts that a script has printed, without the steps: each as "name: text", its lines joined by blanks.</summary>
    private protected static string[] Parts(string output) => [.. AllParts(output).Where(part => !part.StartsWith("progress:", StringComparison.Ordinal))];

    /// <summary>The same with the steps.</summary>
    private protected static string[] AllParts(string output) =>
        [.. Regex.Split(output, "(?:^|\n)@@ ").Skip(1).Select(part => part.Split('\n', 2)).Select(part => $"{part[0]}: {string.Join(' ', part[1].Split('\n', StringSplitOptions.RemoveEmptyEntries))}".TrimEnd(' '))];
}
