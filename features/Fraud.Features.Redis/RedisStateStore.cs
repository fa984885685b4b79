using System.Collections.Concurrent;
using System.Globalization;
using StackExchange.Redis;

namespace Fraud.Features.Redis;

/// <summary>
/// States in Redis: one string per state, and per partition a hash with the owner's generation, the reach and the number of writes. By that number
/// a Redis that came back without its last writes is found out, at the next write or read: neither goes on what is no longer there.
/// </summary>
public sealed class RedisStateStore : IStateStore, IAsyncDisposable
{
    /// <summary>Enough that the server never waits for the next; with more, the last would wait past the time-out behind the others.</summary>
    private const int ChunksUnderWayMax = 4;

    private readonly RedisStateOptions options;
    private readonly ConnectionMultiplexer connection;
    private readonly IDatabase database;
    private readonly RedisKeys keys;
    private readonly ConcurrentDictionary<int, WriteLedger> ledgers = new();

    private RedisStateStore(RedisStateOptions options, ConnectionMultiplexer connection)
    {
        this.options = options;
        this.connection = connection;
        database = connection.GetDatabase();
        keys = new RedisKeys(options.Namespace);
    }

    /// <summary>Connects.</summary>
    /// <exception cref="StateStoreException">The server cannot be reached.</exception>
    public static async Task<RedisStateStore> ConnectAsync(RedisStateOptions options) =>
        new(options, await RedisFaults.ConnectAsync(options));

    /// <inheritdoc/>
    public Task<PartitionOwnership> AcquireAsync(int partition, CancellationToken ct) => RedisFaults.Guard(options, async () =>
    {
        ct.ThrowIfCancellationRequested();
        var reply = (RedisResult[])(await database.ScriptEvaluateAsync(RedisScripts.Acquire, [keys.Owner(partition)], [options.Format]))!;
        if (reply is [var restoring]) throw Unfinished((string)restoring!);
        if (reply is [_, var format]) throw Newer(partition, (long)format);
        var owner = new PartitionOwnership(partition, (long)reply[0], (long)reply[1]);
        ledgers[partition] = new WriteLedger(owner.Generation, (long)reply[2], (string)reply[3]!);
        return owner;
    });

    /// <inheritdoc/>
    public Task LoadAsync(IReadOnlyList<StateKey> keys, Action<StateKey, ReadOnlyMemory<byte>> sink, CancellationToken ct) => RedisFaults.Guard(options, async () =>
    {
        // One MGET may only name keys of one slot, that is of one partition.
        var partitions = keys.GroupBy(key => key.Partition).ToList();
        // Before the reads: what is acknowledged while they are under way need not be in them.
        var expected = partitions.ConvertAll(partition =>
        {
            var ledger = ledgers.GetValueOrDefault(partition.Key);
            return (Partition: partition.Key, ledger?.Restored, Step: ledger?.Acknowledged ?? 0);
        });
        var reads = partitions
            .SelectMany(ofPartition => ofPartition.Chunk(options.ChunkCountMax))
            .Select(chunk => (Keys: chunk, Values: database.StringGetAsync([.. chunk.Select(this.keys.State)])))
            .ToList();
        foreach (var (_, read) in reads)
        {
            ct.ThrowIfCancellationRequested();
            await read;
        }

        // After the reads: a loss that they saw is seen here as well.
        var looks = expected.ConvertAll(partition =>
            (partition.Partition, partition.Restored, partition.Step, Stored: database.HashGetAsync(this.keys.Owner(partition.Partition), ["step", "restored", "generation"])));
        foreach (var (partition, restored, step, look) in looks)
        {
            var stored = await look;
            var known = (long?)stored[0] ?? 0;
            var isRestored = restored is not null && restored != ((string?)stored[1] ?? "");
            if (known >= step && !isRestored) continue;
            // A partition that went to another owner is read, too: what is known of it from before must not refuse for ever.
            if (ledgers.TryGetValue(partition, out var ledger) && ledger.Generation < ((long?)stored[2] ?? 0)) ledgers.TryRemove(partition, out _);
            throw isRestored ? StateLostException.Restored(partition) : StateLostException.Writes(partition, step, known);
        }

        foreach (var (chunk, read) in reads)
        {
            var values = await read;
            for (var i = 0; i < chunk.Length; i++) sink(chunk[i], values[i]);
        }

        return true;
    });

    /// <inheritdoc/>
    public Task<WriteResult> WriteAsync(PartitionOwnership owner, IReadOnlyList<StateWrite> states, long reach, CancellationToken ct) => RedisFaults.Guard(options, async () =>
    {
        if (!ledgers.TryGetValue(owner.Partition, out var ledger) || ledger.Generation != owner.Generation) return WriteResult.Fenced;
        ledger.Restart();
        var underWay = new Queue<Task<bool>>();
        foreach (var chunk in states.Chunk(options.ChunkCountMax))
        {
            ct.ThrowIfCancellationRequested();
            if (underWay.Count == ChunksUnderWayMax && !await underWay.Dequeue()) return WriteResult.Fenced;
            underWay.Enqueue(WriteChunk(owner, ledger, chunk, ""));
        }

        while (underWay.TryDequeue(out var write))
        {
            if (!await write) return WriteResult.Fenced;
        }

        return await WriteChunk(owner, ledger, [], reach.ToString(CultureInfo.InvariantCulture)) ? WriteResult.Written : WriteResult.Fenced;
    });

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => connection.DisposeAsync();

    private async Task<bool> WriteChunk(PartitionOwnership owner, WriteLedger ledger, StateWrite[] states, string reach)
    {
        const int written = -1;
        const int fenced = -2;
        var step = ledger.Next();
        var names = new RedisKey[states.Length + 1];
        var values = new RedisValue[states.Length + 5];
        names[0] = keys.Owner(owner.Partition);
        values[0] = owner.Generation;
        values[1] = step;
        values[2] = (long)options.IdleAgeMax.TotalMilliseconds;
        values[3] = reach;
        values[4] = options.Format;
        for (var i = 0; i < states.Length; i++)
        {
            names[i + 1] = keys.State(states[i].Key);
            values[i + 5] = states[i].Bytes;
        }

        var reply = (long)await database.ScriptEvaluateAsync(RedisScripts.Write, names, values);
        if (reply == written) ledger.Acknowledge();
        else if (reply != fenced) throw StateLostException.Writes(owner.Partition, step, reply);
        return reply == written;
    }

    private StateFormatException Newer(int partition, long format) => new(
        $"The states of partition {partition} are stored in format {format} by a newer program; this one knows format {options.Format}. "
        + "Run the newer program, or restore a savepoint of this one. Nothing was changed.");

    private static StateStoreException Unfinished(string savepoint) => new(
        $"Savepoint {savepoint} is being restored into Redis, and states are refused until that is done. If it was broken off: ./fraud savepoint restore {savepoint} --replace.",
        isTransient: true);
}
