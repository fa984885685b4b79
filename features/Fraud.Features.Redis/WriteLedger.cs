namespace Fraud.Features.Redis;

/// <summary>How many writes of one generation were sent, and how many Redis acknowledged. One write at a time may be under way.</summary>
internal sealed class WriteLedger(long generation, long step, string restored)
{
    private long _acknowledged = step;

    public long Generation { get; } = generation;

    /// <summary>Which restoration the states came from when the partition was acquired; empty for none.</summary>
    public string Restored { get; } = restored;

    /// <summary>The step the store must be at for the next write to fit.</summary>
    public long Sent { get; private set; } = step;

    public long Acknowledged => Interlocked.Read(ref _acknowledged);

    public long Next() => Sent++;

    public void Acknowledge() => Interlocked.Increment(ref _acknowledged);

    /// <summary>Forgets what was sent and not acknowledged: the next write is made as if it had never reached the store.</summary>
    public void Restart() => Sent = Acknowledged;
}
