namespace Fraud.Broker.Storage;

/// <summary>Group commit: whoever waits while one flush runs is served by the next one together.</summary>
internal sealed class GroupFlush
{
    private readonly Lock _flushing = new();
    private readonly Lock _rounds = new();
    private Task _round = Task.CompletedTask;
    private Task? _nextRound;
    private volatile IOException? _failed;
    private long _flushed;

    /// <summary>Returns once writes up to this number are on the disk.</summary>
    /// <param name="write">Number of the caller's write.</param>
    /// <param name="newest">Number of the newest write, asked before the flush.</param>
    /// <param name="flush">Forces all writes so far to the disk.</param>
    /// <exception cref="IOException">
    /// The disk refuses. What it holds is then unknown, and a second flush would succeed without having written it: nothing is acknowledged any more
    /// until the next start.
    /// </exception>
    public void Await(long write, Func<long> newest, Action flush)
    {
        if (Volatile.Read(ref _flushed) >= write)
            return;
        lock (_flushing)
        {
            if (_flushed >= write)
                return;
            var upTo = newest();
            Try(flush);
            Volatile.Write(ref _flushed, upTo);
        }
    }

    /// <summary>The same without holding a thread while another flush runs.</summary>
    /// <inheritdoc cref="Await"/>
    public Task AwaitAsync(long write, Func<long> newest, Action flush)
    {
        if (Volatile.Read(ref _flushed) >= write)
            return Task.CompletedTask;
        lock (_rounds)
            return _nextRound ??= FlushAfterAsync(_round, newest, flush);
    }

    /// <summary>Whether the disk has refused: nothing is flushed any more.</summary>
    public bool HasFailed => _failed is not null;

    /// <exception cref="IOException">The disk has refused before.</exception>
    public void ThrowIfFailed()
    {
        if (_failed is { } failed)
            throw new IOException(failed.Message, failed);
    }

    /// <summary>Does work, and then a flush that may not fail, while nothing is acknowledged.</summary>
    public void Exclusively(Action work, Action flush)
    {
        lock (_flushing)
        {
            work();
            Try(flush);
        }
    }

    private async Task FlushAfterAsync(Task earlier, Func<long> newest, Action flush)
    {
        await earlier.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ForceYielding);
        lock (_rounds)
            (_round, _nextRound) = (_nextRound!, null);
        Await(newest(), newest, flush);
    }

    private void Try(Action flush)
    {
        ThrowIfFailed();
        try
        {
            flush();
        }
        catch (Exception error) when (DiskFault.Is(error))
        {
            throw _failed = DiskFault.Of(error);
        }
    }
}
