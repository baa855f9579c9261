namespace MultiDial.Tests.Conformance;

/// <summary>An answer in parts, so that the answers of commands that ran one after the other make one.</summary>
/// <param name="Output">Lines of standard output.</param>
/// <param name="Errors">Lines of standard error, as recorded.</param>
/// <param name="Exit">The last line, with the exit code.</param>
internal sealed record Answer(IReadOnlyList<string> Output, IReadOnlyList<string> Errors, string Exit)
{
    internal static readonly Answer None = new([], [], "");

    internal static Answer Parse(string text)
    {
        string[] lines = text.Split('\n');
        ILookup<bool, string> byStream = lines[..^1].ToLookup(line => line.StartsWith("[stderr] ", StringComparison.Ordinal));
        return new Answer([.. byStream[false]], [.. byStream[true]], lines[^1]);
    }

    internal Answer Then(Answer next) => new([.. Output, .. next.Output], [.. Errors, .. next.Errors], next.Exit);

    public override string ToString() => string.Join('\n', [.. Output, .. Errors, Exit]);
}
