namespace Fraud.Ingest.Gateway;

/// <summary>The newest decisions, as their JSON, and the requests that wait for one. Safe for concurrent use.</summary>
/// <param name="capacity">Decisions kept; the oldest leave first.</param>
internal sealed class RecentDecisions(int capacity)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<PaymentKey, byte[]> _decisions = [];
    private readonly Queue<PaymentKey> _order = new();
    private readonly Dictionary<PaymentKey, DecisionWaiter> _waiters = [];

    public byte[]? Find(PaymentKey key)
    {
        lock (_gate)
        {
            return _decisions.GetValueOrDefault(key);
        }
    }

    /// <summary>A wait that ends with the decision of this payment, known or to come. Dispose it to stop waiting.</summary>
    public DecisionWaiter Wait(PaymentKey key)
    {
        lock (_gate)
        {
            var waiter = new DecisionWaiter(this, key);
            if (_decisions.TryGetValue(key, out var decision))
            {
                waiter.Complete(decision);
            }
            else
            {
                waiter.Next = _waiters.GetValueOrDefault(key);
                _waiters[key] = waiter;
            }

            return waiter;
        }
    }

    /// <summary>Keeps a decision and ends the waits for it. The first decision of a payment stays: a later one would be a replay of it.</summary>
    public void Add(PaymentKey key, byte[] decision)
    {
        DecisionWaiter? waiter;
        lock (_gate)
        {
            if (capacity > 0 && _decisions.TryAdd(key, decision))
            {
                _order.Enqueue(key);
                if (_order.Count > capacity) _decisions.Remove(_order.Dequeue());
            }

            _waiters.Remove(key, out waiter);
        }

        for (; waiter is not null; waiter = waiter.Next)
            waiter.Complete(decision);
    }

    public void Forget(DecisionWaiter waiter)
    {
        lock (_gate)
        {
            if (!_waiters.TryGetValue(waiter.Key, out var first)) return;
            if (first == waiter)
            {
                if (waiter.Next is null) _waiters.Remove(waiter.Key);
                else _waiters[waiter.Key] = waiter.Next;
                return;
            }

            for (var before = first; before is not null; before = before.Next)
            {
                if (before.Next == waiter) before.Next = waiter.Next;
            }
        }
    }
}
