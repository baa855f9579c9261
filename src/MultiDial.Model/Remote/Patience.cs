using System.Diagnostics;

namespace MultiDial.Remote;

/// <summary>
/// How long a router is waited for: as long as it says something now and then, since a slow one takes its time; but not
/// for good.
/// </summary>
/// <param name="silence">How long it may say nothing.</param>
/// <param name="total">How long it may speak.</param>
internal sealed class Patience(TimeSpan silence, TimeSpan total)
{
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private long _heard;

    /// <summary>How long it was waited for.</summary>
    internal TimeSpan Elapsed => _clock.Elapsed;

    /// <summary>Whether it said nothing for too long.</summary>
    internal bool IsSilent => LeftOfSilence <= TimeSpan.Zero;

    private TimeSpan LeftOfSilence => TimeSpan.FromTicks(Volatile.Read(ref _heard)) + silence - Elapsed;

    private TimeSpan Left
    {
        get
        {
            TimeSpan ofSilence = LeftOfSilence, ofAll = total - Elapsed, left = ofSilence < ofAll ? ofSilence : ofAll;
            return left < TimeSpan.Zero ? TimeSpan.Zero : left;
        }
    }

    /// <summary>It said something. May be called on any thread.</summary>
    internal void Hear() => Volatile.Write(ref _heard, Elapsed.Ticks);

    /// <exception cref="TimeoutException">Patience is at an end.</exception>
    internal async Task<T> WaitAsync<T>(Task<T> work, CancellationToken cancellation)
    {
        while (true)
        {
            try
            {
                return await work.WaitAsync(Left, cancellation).ConfigureAwait(false);
            }
            catch (TimeoutException) when (Left > TimeSpan.Zero && !work.IsCompleted)
            {
                // It said something in the meantime.
            }
        }
    }
}
