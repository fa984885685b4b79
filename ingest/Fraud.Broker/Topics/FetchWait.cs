namespace Fraud.Broker.Topics;

/// <summary>One fetch waiting until enough bytes have arrived in any of its partitions.</summary>
internal sealed class FetchWait(long bytesNeeded)
{
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _missing = bytesNeeded;

    public Task Ready => _ready.Task;

    public void Signal(int bytes)
    {
        if (Interlocked.Add(ref _missing, -(long)bytes) <= 0)
            _ready.TrySetResult();
    }
}
