namespace Fraud.Ingest.Gateway;

/// <summary>The newest payments taken, as they came, to tell a retry from another payment under the same id. Safe for concurrent use.</summary>
/// <param name="capacity">Payments kept; the oldest leave first.</param>
internal sealed class RecentPayments(int capacity)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<PaymentKey, byte[]> _payments = [];
    private readonly Queue<PaymentKey> _order = new();

    /// <summary>Keeps a payment unless one of its id is kept already.</summary>
    /// <returns>The payment kept already; null when there was none.</returns>
    public byte[]? Claim(PaymentKey key, byte[] json)
    {
        lock (_gate)
        {
            if (_payments.TryGetValue(key, out var first)) return first;
            if (capacity == 0) return null;
            _payments.Add(key, json);
            _order.Enqueue(key);
            if (_order.Count > capacity) _payments.Remove(_order.Dequeue());
            return null;
        }
    }

    /// <summary>Gives a claim up: the payment did not get onto the log.</summary>
    public void Release(PaymentKey key, byte[] json)
    {
        lock (_gate)
        {
            // Its place in the order stays, and is passed over when its turn comes.
            if (_payments.TryGetValue(key, out var kept) && ReferenceEquals(kept, json)) _payments.Remove(key);
        }
    }
}
