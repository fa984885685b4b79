namespace Fraud.Broker.Server;

/// <summary>What all connections together may hold of large requests. Beyond it the next one waits, unread, until others are answered.</summary>
internal sealed class RequestMemory(long bytesMax)
{
    private readonly Lock _gate = new();
    private TaskCompletionSource _returned = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _taken;

    /// <summary>Completes once there is room; one request is always let through, however large.</summary>
    public async ValueTask TakeAsync(int bytes, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task returned;
            lock (_gate)
            {
                if (_taken == 0 || _taken + bytes <= bytesMax)
                {
                    _taken += bytes;
                    return;
                }
                returned = _returned.Task;
            }
            await returned.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    public void Return(int bytes)
    {
        TaskCompletionSource returned;
        lock (_gate)
        {
            _taken -= bytes;
            returned = _returned;
            _returned = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }
        returned.SetResult();
    }
}
