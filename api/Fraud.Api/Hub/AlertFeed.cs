using Fraud.Api.Alerts;

namespace Fraud.Api.Hub;

/// <summary>
/// The one fan-out of alerts in this process. However many clients listen, each alert is read from Postgres once; a client that is behind what is
/// held in memory reads its own pages.
/// </summary>
internal sealed class AlertFeed(AlertStore store, AlertStreamOptions options)
{
    private const int ChangesHeld = 1_000;
    private readonly RecentAlerts _recent = new(options.RecentMax);
    private volatile TaskCompletionSource _changed = NewSignal();
    private volatile FeedState? _state;

    /// <summary>Identity and newest position; null until Postgres was reached.</summary>
    public FeedState? State => _state;

    /// <summary>Completes when anything that clients see has changed: an alert, the work on one, a counter.</summary>
    public Task Changed => _changed.Task;

    /// <summary>What people did to alerts.</summary>
    public AlertChanges Changes { get; } = new(ChangesHeld);

    /// <summary>Takes in what was committed since the last call. Called by one worker only.</summary>
    public async Task RefreshAsync(CancellationToken cancellationToken)
    {
        var head = await store.HeadAsync(cancellationToken).ConfigureAwait(false);
        if (_state?.Id != head.Id || head.LastSeq < _recent.Last) _recent.StartAfter(Math.Max(0, head.LastSeq - options.RecentMax));
        while (_recent.Last < head.LastSeq)
            _recent.Append(await store.AfterAsync(_recent.Last, options.BatchMax, cancellationToken).ConfigureAwait(false));
        _state = new FeedState(head.Id, _recent.Last);
        Signal();
    }

    /// <summary>Takes in that somebody worked on an alert. Called by the same worker.</summary>
    public async Task ChangedAsync(AlertKey key, CancellationToken cancellationToken)
    {
        if (await store.FindAsync(key, cancellationToken).ConfigureAwait(false) is not { } row) return;
        _recent.Replace(row);
        Changes.Add(row);
        Signal();
    }

    /// <summary>Up to a batch of alerts after a position, in order.</summary>
    public async ValueTask<IReadOnlyList<AlertRow>> AfterAsync(long seq, CancellationToken cancellationToken) =>
        _recent.After(seq, options.BatchMax) ?? await store.AfterAsync(seq, options.BatchMax, cancellationToken).ConfigureAwait(false);

    private void Signal() => Interlocked.Exchange(ref _changed, NewSignal()).SetResult();

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
