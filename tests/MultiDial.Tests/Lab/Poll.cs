namespace MultiDial.Tests;

/// <summary>Waits for what must come true, with a deadline.</summary>
internal static class Poll
{
    internal static Task UntilAsync(Func<Task<bool>> condition, TimeSpan deadline, string expectation) =>
        UntilAsync(condition, deadline, () => expectation);

    internal static async Task UntilAsync(Func<Task<bool>> condition, TimeSpan deadline, Func<string> expectation)
    {
        using CancellationTokenSource end = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        end.CancelAfter(deadline);
        while (!await condition())
        {
            Assert.False(end.IsCancellationRequested, $"Not within {deadline.TotalSeconds} s: {expectation()}");
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }

    internal static Task UntilAsync(Func<bool> condition, TimeSpan deadline, string expectation) => UntilAsync(condition, deadline, () => expectation);

    internal static Task UntilAsync(Func<bool> condition, TimeSpan deadline, Func<string> expectation) =>
        UntilAsync(() => Task.FromResult(condition()), deadline, expectation);
}
