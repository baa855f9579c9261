namespace MultiDial.Ssh;

/// <summary>
/// Threads for calls of SSH.NET that block. On the thread pool, which has as many threads as the machine has cores, a
/// few of them would keep each other from the answers that they wait for.
/// </summary>
internal static class Threads
{
    internal static Task RunAsync(Action work) =>
        Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    /// <summary>The result may be a task that goes on after the call.</summary>
    internal static Task<T> RunAsync<T>(Func<T> work) =>
        Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
}
