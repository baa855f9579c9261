namespace MultiDial.Tests.Pester;

/// <summary>What Pester says of a test, or of a block or file that failed as a whole.</summary>
/// <param name="Name">The names of its blocks and its own.</param>
/// <param name="Result">Pester's word for what came of it.</param>
/// <param name="Message">Why, and where.</param>
internal sealed record PesterResult(string Name, string Result, string Message)
{
    internal const string Passed = nameof(Passed);
    internal const string Failed = nameof(Failed);
    internal const string Skipped = nameof(Skipped);
}
