namespace Fraud.Ingest.Gateway;

/// <summary>One request waiting for the decision of one payment.</summary>
internal sealed class DecisionWaiter(RecentDecisions decisions, PaymentKey key) : IDisposable
{
    private readonly TaskCompletionSource<byte[]> _decided = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public PaymentKey Key => key;

    /// <summary>Ends with the decision's JSON.</summary>
    public Task<byte[]> Decided => _decided.Task;

    /// <summary>The next one that waits for the same payment. Guarded by the lock of <see cref="RecentDecisions"/>.</summary>
    public DecisionWaiter? Next { get; set; }

    public void Complete(byte[] decision) => _decided.TrySetResult(decision);

    public void Dispose()
    {
        if (!_decided.Task.IsCompleted) decisions.Forget(this);
    }
}
