namespace MultiDial.Tests.Pester;

/// <summary>The suites of tests/Pester in a real PowerShell: each of their tests is a test here.</summary>
public sealed class PesterTests
{
    /// <summary>Runs the suites, one after the other: each starts a router.</summary>
    public static async Task<IReadOnlyCollection<TheoryDataRow<string, string>>> RunAsync()
    {
        List<PesterResult> results = [];
        foreach (string file in PesterSuite.Files)
        {
            results.AddRange(await PesterSuite.RunAsync(file, TestContext.Current.CancellationToken));
        }

        int passed = results.Count(result => result.Result == PesterResult.Passed);
        int skipped = results.Count(result => result.Result == PesterResult.Skipped);
        TestContext.Current.SendDiagnosticMessage($"Pester: {passed} passed, {results.Count - passed - skipped} failed");
        return [.. results.Select(result => new TheoryDataRow<string, string>(result.Result, result.Message) { TestDisplayName = result.Name, Label = string.Empty })];
    }

    [Theory]
    [MemberData(nameof(RunAsync), DisableDiscoveryEnumeration = true)]
    public void Passes(string result, string message)
    {
        Assert.SkipWhen(result == PesterResult.Skipped, message.Length > 0 ? message : "Pester skipped it.");
        Assert.True(result == PesterResult.Passed, $"{result}. {message}");
    }
}
