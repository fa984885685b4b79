using System.Globalization;
using StackExchange.Redis;

namespace Fraud.Features.Redis;

/// <summary>States in Redis: one string per state, and per partition a hash with the owner's generation and the reach.</summary>
public sealed class RedisStateStore : IStateStore, IAsyncDisposable
{
    private readonly RedisStateOptions options;
    private readonly ConnectionMultiplexer connection;
    private readonly IDatabase database;
    private readonly RedisKeys keys;

    private RedisStateStore(RedisStateOptions options, ConnectionMultiplexer connection)
    {
        this.options = options;
        this.connection = connection;
        database = connection.GetDatabase();
        keys = new RedisKeys(options.Namespace);
    }

    /// <summary>Connects.</summary>
    /// <exception cref="StateStoreException">The server cannot be reached.</exception>
    public static async Task<RedisStateStore> ConnectAsync(RedisStateOptions options)
    {
        if (options.Namespace.Length == 0 || options.Namespace.AsSpan().ContainsAny('{', '}'))
            throw new ArgumentException("Namespace must not be empty or hold braces.", nameof(options));
        var configuration = ConfigurationOptions.Parse(options.Configuration);
        configuration.AbortOnConnectFail = true;
        configuration.AsyncTimeout = (int)options.Timeout.TotalMilliseconds;
        return await Guard(options, async () => new RedisStateStore(options, await ConnectionMultiplexer.ConnectAsync(configuration)));
    }

    /// <inheritdoc/>
    public Task<PartitionOwnership> AcquireAsync(int partition, CancellationToken ct) => Guard(options, async () =>
    {
        ct.ThrowIfCancellationRequested();
        var reply = (RedisResult[])(await database.ScriptEvaluateAsync(RedisScripts.Acquire, [keys.Owner(partition)]))!;
        return new PartitionOwnership(partition, (long)reply[0], (long)reply[1]);
    });

    /// <inheritdoc/>
    public Task LoadAsync(IReadOnlyList<StateKey> keys, Action<StateKey, ReadOnlyMemory<byte>> sink, CancellationToken ct) => Guard(options, async () =>
    {
        // One MGET may only name keys of one slot, that is of one partition.
        var reads = keys.GroupBy(key => key.Partition)
            .SelectMany(ofPartition => ofPartition.Chunk(options.ChunkCountMax))
            .Select(chunk => (chunk, database.StringGetAsync([.. chunk.Select(this.keys.State)])))
            .ToList();
        foreach (var (chunk, read) in reads)
        {
            ct.ThrowIfCancellationRequested();
            var values = await read;
            for (var i = 0; i < chunk.Length; i++) sink(chunk[i], values[i]);
        }

        return true;
    });

    /// <inheritdoc/>
    public Task<WriteResult> WriteAsync(PartitionOwnership owner, IReadOnlyList<StateWrite> states, long reach, CancellationToken ct) => Guard(options, async () =>
    {
        var chunks = states.Chunk(options.ChunkCountMax).ToList();
        var pending = chunks.Select(chunk => WriteChunk(owner, chunk, "")).ToList();
        foreach (var write in pending)
        {
            ct.ThrowIfCancellationRequested();
            if (!await write) return WriteResult.Fenced;
        }

        return await WriteChunk(owner, [], reach.ToString(CultureInfo.InvariantCulture)) ? WriteResult.Written : WriteResult.Fenced;
    });

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => connection.DisposeAsync();

    private async Task<bool> WriteChunk(PartitionOwnership owner, StateWrite[] states, string reach)
    {
        var names = new RedisKey[states.Length + 1];
        var values = new RedisValue[states.Length + 3];
        names[0] = keys.Owner(owner.Partition);
        values[0] = owner.Generation;
        values[1] = (long)options.IdleAgeMax.TotalMilliseconds;
        values[2] = reach;
        for (var i = 0; i < states.Length; i++)
        {
            names[i + 1] = keys.State(states[i].Key);
            values[i + 3] = states[i].Bytes;
        }

        return (long)await database.ScriptEvaluateAsync(RedisScripts.Write, names, values) == 1;
    }

    private static async Task<T> Guard<T>(RedisStateOptions options, Func<Task<T>> call)
    {
        try
        {
            return await call();
        }
        catch (Exception failure) when (failure is RedisConnectionException or RedisTimeoutException or TimeoutException)
        {
            throw new StateStoreException(
                $"Redis at {Address(options)} cannot be reached or is too slow. Start it or mend the network; the call may be repeated.", isTransient: true, failure);
        }
        catch (RedisServerException failure)
        {
            throw new StateStoreException($"Redis at {Address(options)} refused: {failure.Message}", IsTransient(failure), failure);
        }
    }

    /// <summary>The host and port, without the password that may follow.</summary>
    private static string Address(RedisStateOptions options) => options.Configuration.Split(',')[0];

    private static bool IsTransient(RedisServerException failure) =>
        failure.Message.StartsWith("LOADING", StringComparison.Ordinal)
        || failure.Message.StartsWith("BUSY", StringComparison.Ordinal)
        || failure.Message.StartsWith("OOM", StringComparison.Ordinal)
        || failure.Message.StartsWith("TRYAGAIN", StringComparison.Ordinal)
        || failure.Message.StartsWith("CLUSTERDOWN", StringComparison.Ordinal)
        || failure.Message.StartsWith("READONLY", StringComparison.Ordinal);
}
