namespace Fraud.Ingest.Gateway;

/// <summary>Counts the payments in flight and takes no more than the limit.</summary>
internal sealed class InFlightLimit(int limit)
{
    private int _count;

    public int Count => Volatile.Read(ref _count);

    /// <returns>False when that many do not fit now; then nothing is counted.</returns>
    public bool TryEnter(int payments)
    {
        if (Interlocked.Add(ref _count, payments) <= limit) return true;
        Leave(payments);
        return false;
    }

    public void Leave(int payments) => Interlocked.Add(ref _count, -payments);
}
