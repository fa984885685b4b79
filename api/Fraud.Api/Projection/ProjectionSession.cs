using Fraud.Api.Storage;
using Microsoft.Extensions.Logging;

namespace Fraud.Api.Projection;

/// <summary>
/// One life of the projector: takes the lock, reads the stored offsets, then per batch: read → decode → write rows and offsets in one
/// transaction. It ends by exception whenever Postgres or the broker fails; the next session starts from what was committed, which is the only
/// way any session starts.
/// </summary>
internal sealed class ProjectionSession(Database database, ApiOptions options, TimeProvider time, ILogger logger)
{
    private static readonly TimeSpan PruneInterval = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan IdlePositionInterval = TimeSpan.FromSeconds(1);

    /// <summary>Whether at least one batch was written: the servers work, so a failure after it is a new one.</summary>
    public bool Progressed { get; private set; }

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenDedicatedAsync(cancellationToken).ConfigureAwait(false);
        var store = new ProjectionStore(connection, time);
        while (!await store.TryLockAsync(cancellationToken).ConfigureAwait(false))
            await Task.Delay(options.Projection.RefreshInterval, time, cancellationToken).ConfigureAwait(false);

        var offsets = await store.OpenAsync(cancellationToken).ConfigureAwait(false);
        using var consumer = new DecisionLogConsumer(options.Kafka);
        var batch = new ProjectionBatch();
        var (refreshed, pruned, written) = ((long?)null, time.GetTimestamp(), time.GetTimestamp());
        while (true)
        {
            if (refreshed is null || time.GetElapsedTime(refreshed.Value) >= options.Projection.RefreshInterval)
            {
                consumer.AssignNew(offsets);
                refreshed = time.GetTimestamp();
            }

            consumer.Fill(batch, options.Projection, cancellationToken);
            // A position that moved over transaction markers only can wait; a record never does.
            if (batch.Records > 0 || (batch.Next.Count > 0 && time.GetElapsedTime(written) >= IdlePositionInterval))
            {
                await WriteAsync(store, consumer, batch, cancellationToken).ConfigureAwait(false);
                written = time.GetTimestamp();
            }

            if (time.GetElapsedTime(pruned) >= PruneInterval)
            {
                await store.PruneAsync(options.Projection.SeriesKept, cancellationToken).ConfigureAwait(false);
                pruned = time.GetTimestamp();
            }
        }
    }

    private async Task WriteAsync(ProjectionStore store, DecisionLogConsumer consumer, ProjectionBatch batch, CancellationToken cancellationToken)
    {
        foreach (var reject in batch.Rejects)
            logger.LogError("{Topic}/{Partition}/{Offset} is left out of the projection: {Detail}", reject.Topic, reject.Partition, reject.Offset, reject.Detail);
        var started = time.GetTimestamp();
        await store.WriteAsync(batch, consumer.EndOf, cancellationToken).ConfigureAwait(false);
        ProjectionMetrics.Written(batch, time.GetElapsedTime(started));
        batch.Clear();
        Progressed = true;
    }
}
