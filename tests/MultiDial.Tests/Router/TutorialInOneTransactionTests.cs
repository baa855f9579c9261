namespace MultiDial.Tests;

/// <summary>The tutorial as one change.</summary>
public sealed class TutorialInOneTransactionTests(TutorialInOneTransactionTests.Fixture fixture)
    : TutorialTests(fixture), IClassFixture<TutorialInOneTransactionTests.Fixture>
{
    // A console of 80 columns cuts the reason.
    [Fact]
    public void It_is_written_at_the_end() =>
        Assert.Contains(fixture.Lines, line => line.Contains(" False ", StringComparison.Ordinal) && line.Contains("The line is d", StringComparison.Ordinal));

    /// <summary>A lab whose router has gone through the tutorial in a transaction.</summary>
    public sealed class Fixture : TutorialFixture
    {
        private protected override string Script(string text) => text
            .Replace("$wan2 = New-Mac", "Start-OpenWrtTransaction\n$wan2 = New-Mac", StringComparison.Ordinal)
            .Replace("\nTest-WanConnectivity\n", "\nComplete-OpenWrtTransaction\nTest-WanConnectivity\n", StringComparison.Ordinal);
    }
}
