using System.Diagnostics;

namespace MultiDial.Remote;

/// <summary>Work whose result nobody waits for any more.</summary>
internal static class BackgroundTask
{
    /// <summary>Lets a task end by itself. Its failure is seen, so that it does not come up as one that nobody looked at.</summary>
    internal static void Forget(this Task task) =>
        task.ContinueWith(t => Debug.WriteLine(t.Exception?.Message), CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
}
