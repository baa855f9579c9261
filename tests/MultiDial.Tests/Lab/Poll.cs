namespace MultiDial.Tests;

/// <summary>Waits for what must come true, with a deadline.</summary>
internal static class Poll
{
    private static readonly TimeSpan s_first = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan s_longest = TimeSpan.FromMilliseconds(300);

    internal static Task UntilAsync(Func<Task<bool>> condition, TimeSpan deadline, string expectation) =>
        UntilAsync(condition, deadline, () => expectation);

    internal static async Task UntilAsync(Func<Task<bool>> condition, TimeSpan deadline, Func<string> expectation)
    {
        using CancellationTokenSource end = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        end.CancelAfter(deadline);

        // To ask a router starts programs, which keep a small machine from what is waited for.
        TimeSpan pause = s_first;
        while (!await condition())
        {
            Assert.False(end.IsCancellationRequested, $"Not within {deadline.TotalSeconds} s: {expectation()}");
            await Task.Delay(pause, TestContext.Current.CancellationToken);
            pause = pause * 1.5 < s_longest ? pause * 1.5 : s_longest;
        }
    }

    internal static Task UntilAsync(Func<bool> condition, TimeSpan deadline, string expectation) => UntilAsync(condition, deadline, () => expectation);

    internal static Task UntilAsync(Func<bool> condition, TimeSpan deadline, Func<string> expectation) =>
        UntilAsync(() => Task.FromResult(condition()), deadline, expectation);
}
