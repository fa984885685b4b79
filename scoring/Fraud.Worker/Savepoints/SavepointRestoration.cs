using Fraud.Features.Redis.Savepoints;

namespace Fraud.Worker.Savepoints;

/// <summary>
/// Puts a savepoint into Redis. Running workers are fenced first and wait until it is done; then they, or those started next, apply the records from
/// each partition's reach up to the committed offset and go on from there.
/// </summary>
public sealed class SavepointRestoration(SavepointTarget target, TimeProvider time)
{
    private const int WrittenAtOnce = 2_000;

    /// <summary>Restores.</summary>
    /// <param name="savepoint">The savepoint.</param>
    /// <param name="replace">Delete what is in Redis; otherwise Redis must be empty.</param>
    /// <param name="progress">Told from time to time.</param>
    /// <param name="stop">Gives up. Once states are being written, no worker starts until a restoration is completed.</param>
    /// <exception cref="SavepointException">The savepoint is damaged or does not fit, or Redis is not empty; nothing was changed.</exception>
    public async Task RestoreAsync(Savepoint savepoint, bool replace, IProgress<SavepointProgress> progress, CancellationToken stop)
    {
        var manifest = savepoint.Manifest;
        progress.Report(new SavepointProgress("checking files", 0, manifest.States()));
        savepoint.Verify(stop);
        using var positions = new GroupPositions(target.Kafka, target.GroupId, target.KafkaTimeout);
        if (SavepointFit.Obstacle(manifest, positions, target.GroupId) is { } obstacle)
            throw new SavepointException($"Savepoint {manifest.Name} cannot be restored: {obstacle}.");
        await using var redis = await RedisSavepoints.ConnectAsync(target.Redis).ConfigureAwait(false);
        if (!replace && !(await IsEmptyAsync(redis, positions, stop).ConfigureAwait(false)))
        {
            throw new SavepointException(
                $"Redis holds states in the namespace '{target.Redis.Namespace}': a savepoint goes into an empty one. Give --replace to delete them first.");
        }

        var restoration = $"{manifest.Name}@{time.GetUtcNow():O}";
        await redis.BeginRestoreAsync(positions.Partitions, manifest.Name, restoration).ConfigureAwait(false);
        progress.Report(new SavepointProgress("deleting states", 0, manifest.States()));
        await redis.ClearAsync(stop).ConfigureAwait(false);
        long written = 0;
        foreach (var partition in manifest.Partitions)
        {
            foreach (var states in savepoint.Read(partition).Chunk(WrittenAtOnce))
            {
                stop.ThrowIfCancellationRequested();
                await redis.RestoreAsync(partition.Partition, restoration, states).ConfigureAwait(false);
                progress.Report(new SavepointProgress("writing states", written += states.Length, manifest.States()));
            }
        }

        foreach (var partition in manifest.Partitions)
            await redis.EndRestoreAsync(partition.Partition, restoration, partition.Reach).ConfigureAwait(false);
        new AffectedRange(time.GetUtcNow(), positions.Committed()).Write(savepoint);
    }

    private static async Task<bool> IsEmptyAsync(RedisSavepoints redis, GroupPositions positions, CancellationToken stop) =>
        (await redis.OwnersAsync(positions.Partitions).ConfigureAwait(false)).All(owner => owner.Reach < 0 && owner.Restoring is null)
        && await redis.IsEmptyAsync(stop).ConfigureAwait(false);
}
