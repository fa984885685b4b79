namespace Fraud.Host.Demo.Live;

/// <summary>An open loop: the n-th payment is due at a time that does not depend on how long the ones before took.</summary>
internal sealed class Pace(double perSecond, TimeProvider time)
{
    private readonly long _start = time.GetTimestamp();
    private long _count;

    /// <summary>Time since the first one was due.</summary>
    public TimeSpan Elapsed => time.GetElapsedTime(_start);

    /// <summary>Waits until the next one is due.</summary>
    /// <returns>When it was due, after the first.</returns>
    public async ValueTask<TimeSpan> NextAsync(CancellationToken stop)
    {
        var due = TimeSpan.FromSeconds(_count++ / perSecond);
        // Timers tick in milliseconds; waiting for less would oversleep.
        if (due - Elapsed is { TotalMilliseconds: >= 1 } early) await Task.Delay(early, time, stop);
        return due;
    }
}
