namespace Fraud.Broker.Coordination.Transactions;

/// <summary>The place of one transactional id: its lock, its current value, and the timer that aborts what takes too long.</summary>
internal sealed class TransactionSlot(Transaction initial)
{
    private volatile Transaction _current = initial;

    public Lock Gate { get; } = new();

    public Transaction Current
    {
        get => _current;
        set => _current = value;
    }

    /// <summary>False until the id has been journaled once, and after it has expired.</summary>
    public bool IsLive { get; set; }

    public ITimer? Timeout { get; set; }

    public void StopTimer()
    {
        Timeout?.Dispose();
        Timeout = null;
    }
}
