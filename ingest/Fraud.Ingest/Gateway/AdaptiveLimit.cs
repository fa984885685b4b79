namespace Fraud.Ingest.Gateway;

/// <summary>
/// Counts the payments in flight and takes as many at a time as are answered in time, so that what is taken keeps its latency when more comes
/// than can be decided. Additive increase, multiplicative decrease over windows of a tenth of a second, as Netflix's concurrency-limits does
/// (AIMDLimit, WindowedLimit): a mean above the target shrinks the limit in its proportion, a limit half used within it grows by its root.
/// Safe for concurrent use.
/// </summary>
/// <param name="most">Never more than this many payments.</param>
/// <param name="target">Mean time in flight that is aimed at.</param>
/// <param name="time">Measures it.</param>
public sealed class AdaptiveLimit(int most, TimeSpan target, TimeProvider time)
{
    private const int Start = 256;
    private const int Least = 16;
    private const int SamplesLeast = 10;
    private const double ShrinkMost = 0.5;
    private const double ShrinkLeast = 0.9;
    private static readonly TimeSpan Window = TimeSpan.FromMilliseconds(100);
    private readonly Lock _gate = new();
    private double _limit = Math.Min(Start, most);
    private long _windowFrom = time.GetTimestamp();
    private TimeSpan _inFlight;
    private int _samples;
    private int _peak;
    private int _count;

    /// <summary>Payments in flight.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>Payments that may be in flight now; a batch may go beyond it, but not beyond the most.</summary>
    public int Limit => (int)Volatile.Read(ref _limit);

    /// <summary>Nothing more would be taken now.</summary>
    public bool IsFull => Count >= Limit;

    /// <summary>Takes so many payments, whose time in flight begins.</summary>
    /// <returns>False when they do not fit now; then nothing is counted.</returns>
    public bool TryEnter(int payments)
    {
        lock (_gate)
        {
            if (_count >= Limit || _count + payments > most) return false;
            _count += payments;
            _peak = Math.Max(_peak, _count);
            return true;
        }
    }

    /// <summary>Lets go of payments that were taken.</summary>
    /// <param name="payments">How many.</param>
    /// <param name="inFlight">How long they were in flight.</param>
    public void Leave(int payments, TimeSpan inFlight)
    {
        lock (_gate)
        {
            _count -= payments;
            _inFlight += inFlight * payments;
            _samples += payments;
            if (_samples >= SamplesLeast && time.GetElapsedTime(_windowFrom) >= Window) Adjust();
        }
    }

    private void Adjust()
    {
        var mean = _inFlight / _samples;
        if (mean > target)
            _limit = Math.Max(Math.Min(Least, most), _limit * Math.Clamp(target / mean, ShrinkMost, ShrinkLeast));
        else if (_peak * 2 >= _limit)
            _limit = Math.Min(most, _limit + Math.Sqrt(_limit));
        (_windowFrom, _inFlight, _samples, _peak) = (time.GetTimestamp(), TimeSpan.Zero, 0, _count);
    }
}
