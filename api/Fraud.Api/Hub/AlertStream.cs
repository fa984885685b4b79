using System.Runtime.CompilerServices;
using Fraud.Api.Alerts;

namespace Fraud.Api.Hub;

/// <summary>
/// One client's stream of alerts. Nothing is buffered for the client: its position is the only state, and the next batch is read when the
/// connection has taken the one before.
/// </summary>
internal sealed class AlertStream(AlertFeed feed, AlertStore store, AlertStreamOptions options, TimeProvider time)
{
    /// <summary>Every alert after <paramref name="afterSeq"/> in order, until cancelled.</summary>
    /// <param name="afterSeq">The position the client has; 0 for all. One ahead of the order is answered by the order's beginning.</param>
    /// <param name="cancellationToken">The client left.</param>
    public async IAsyncEnumerable<AlertBatch> FromAsync(long afterSeq, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var position = Math.Max(0, afterSeq);
        var version = feed.Changes.Version;
        // The first batch goes out even when empty, so that the client learns which order its position belongs to.
        for (var first = true; ; first = false)
        {
            var state = await NextStateAsync(first ? -1 : position, version, cancellationToken).ConfigureAwait(false);
            if (position > state.Last) position = 0;
            var changed = feed.Changes.After(ref version);
            var batch = await BatchAsync(state, position, changed, cancellationToken).ConfigureAwait(false);
            position = batch.To;
            yield return batch;
            await Task.Delay(options.BatchInterval, time, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<FeedState> NextStateAsync(long after, long version, CancellationToken cancellationToken)
    {
        while (true)
        {
            var changed = feed.Changed;
            if (feed.State is { } state && (state.Last != after || feed.Changes.Version != version)) return state;
            await changed.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<AlertBatch> BatchAsync(FeedState state, long position, IReadOnlyList<AlertRow>? changed, CancellationToken cancellationToken)
    {
        if (state.Last - position > options.LagMax)
        {
            var to = state.Last - options.KeptAfterConflation;
            var counts = await store.CountAsync(position, to, cancellationToken).ConfigureAwait(false);
            return new AlertBatch(state.Id, position, to, [], to - position, counts, changed ?? [], changed is null);
        }

        var alerts = await feed.AfterAsync(position, cancellationToken).ConfigureAwait(false);
        var reached = alerts.Count == 0 ? position : alerts[^1].Seq;
        return new AlertBatch(state.Id, position, reached, alerts, 0, null, changed ?? [], changed is null);
    }
}
