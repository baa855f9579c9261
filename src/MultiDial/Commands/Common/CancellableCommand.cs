using System.Collections.Concurrent;
using System.Diagnostics;
using System.Management.Automation;
using System.Runtime.ExceptionServices;
using MultiDial.Errors;
using MultiDial.Remote;
using MultiDial.Router;
using MultiDial.Texts;

namespace MultiDial.Commands;

/// <summary>
/// A cmdlet that waits for a router without being held by it: the work runs on a worker, the pipeline thread shows its
/// messages meanwhile, and Ctrl+C returns the prompt within a second whatever the link does.
/// </summary>
public abstract class CancellableCommand : VisibleCmdlet, IDisposable
{
    // What is left of the second for the work to tidy up (stop the remote command) before the prompt returns.
    private static readonly TimeSpan s_grace = TimeSpan.FromMilliseconds(600);

    private static readonly TimeSpan s_progressInterval = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan s_progressAfter = TimeSpan.FromSeconds(2);

    private readonly CancellationTokenSource _stop = new();
    private readonly BlockingCollection<Action<CancellableCommand>> _messages = [];
    private ProgressTree? _progress;
    private bool _showsProgress;
    private bool _showsDebug;

    /// <summary>Is cancelled by Ctrl+C and at the end of the cmdlet.</summary>
    protected CancellationToken Cancellation => _stop.Token;

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Ends work that is still running. The source has no timer and no handle, so it needs no disposal.</summary>
    protected virtual void Dispose(bool disposing) => Cancel();

    /// <inheritdoc/>
    protected override void StopProcessing() => Cancel();

    /// <summary>
    /// Runs work on a worker thread and waits for its result. What it posts appears in the meantime.
    /// </summary>
    /// <exception cref="PipelineStoppedException">The user pressed Ctrl+C.</exception>
    /// <exception cref="MultiDialException">The work failed.</exception>
    protected T Await<T>(Func<CancellationToken, Task<T>> work)
    {
        _showsDebug = ShowsDebug();
        _progress = new ProgressTree(MyInvocation.MyCommand.Name);
        Task<T> task = Task.Run(() => Traced(work), CancellationToken.None);
        _ = task.ContinueWith(_ => WakeUp(), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        try
        {
            var clock = Stopwatch.StartNew();
            while (!task.IsCompleted && !Cancellation.IsCancellationRequested)
            {
                if (_messages.TryTake(out Action<CancellableCommand>? early, s_progressInterval))
                {
                    early(this);
                }
                else
                {
                    ShowProgress(_progress, clock.Elapsed);
                }
            }

            while (_messages.TryTake(out Action<CancellableCommand>? message))
            {
                message(this);
            }
        }
        finally
        {
            HideProgress(_progress);
            if (!task.IsCompleted)
            {
                Abandon(task);
            }
        }

        return Result(task);
    }

    /// <summary>Works on many things at the same time, within <see cref="Await"/>, up to a number of them.</summary>
    /// <returns>The results in the order of the things.</returns>
    private protected async Task<TResult[]> EachAsync<TItem, TResult>(
        IReadOnlyCollection<TItem> items, Func<TItem, string> name, int most, Func<TItem, Task<TResult>> work, CancellationToken token)
    {
        ProgressTree progress = _progress!;
        progress.Expect(items.Count);
        return await InTurn.WorkAsync(items, most, WorkAsync, token).ConfigureAwait(false);

        async Task<TResult> WorkAsync(TItem item)
        {
            int number = progress.Begin(name(item));
            RemoteTrace.Current = RemoteTrace.Current! with { Progress = step => progress.Tell(number, step) };
            try
            {
                return await work(item).ConfigureAwait(false);
            }
            finally
            {
                progress.End(number);
            }
        }
    }

    /// <summary>Has the pipeline thread do something (as a rule write a message) while it waits in <see cref="Await"/>.</summary>
    protected void Post(Action<CancellableCommand> message) => _messages.Add(message);

    // The steps in words for -Verbose; what is sent and answered for -Debug, which is long to make. What is undone is told by
    // the thread that undoes it: a pipeline that is stopped takes nothing more, and may be gone by then.
    private Task<T> Traced<T>(Func<CancellationToken, Task<T>> work)
    {
        Action<string> warn = LateWarning();
        RemoteTrace.Current = new RemoteTrace(
            step => Post(command => command.WriteVerbose(step)),
            step => _progress!.Tell(null, step),
            router => warn(Text.WarningUndone.With(router)),
            _showsDebug ? exchange => Post(command => command.WriteDebug(ExchangeText.Of(exchange))) : null);
        return work(Cancellation);
    }

    // How long the router will take is not known, so it shows that something goes on and for how long; and the steps, if it
    // tells any.
    private void ShowProgress(ProgressTree progress, TimeSpan elapsed)
    {
        if (elapsed >= s_progressAfter)
        {
            _showsProgress = true;
            Array.ForEach(progress.Now(elapsed), WriteProgress);
        }
    }

    // -Debug sets the preference for the cmdlet too.
    private bool ShowsDebug() => MyInvocation.BoundParameters.TryGetValue("Debug", out object? given)
        ? given is SwitchParameter { IsPresent: true }
        : GetVariableValue("DebugPreference") is { } preference && !preference.ToString()!.Equals(nameof(ActionPreference.SilentlyContinue), StringComparison.OrdinalIgnoreCase)
            && !preference.ToString()!.Equals(nameof(ActionPreference.Ignore), StringComparison.OrdinalIgnoreCase);

    private void HideProgress(ProgressTree progress)
    {
        if (_showsProgress && !Cancellation.IsCancellationRequested)
        {
            Array.ForEach(progress.Rest(), WriteProgress);
        }

        _showsProgress = false;
    }

    private T Result<T>(Task<T> task)
    {
        if (Cancellation.IsCancellationRequested)
        {
            throw new PipelineStoppedException();
        }

        if (task.Exception is { } failure)
        {
            ExceptionDispatchInfo.Throw(failure.InnerException!);
        }

        return task.Result;
    }

    // The callbacks of a cancellation may reach for the frozen link; so they do not run on the thread that cancels.
    private void Cancel()
    {
        _ = _stop.CancelAsync();
        WakeUp();
    }

    private void WakeUp() => _messages.Add(static _ => { });

    private void Abandon(Task task)
    {
        Cancel();
        task.Forget();
        _ = Task.WaitAny([task], s_grace);
    }
}
