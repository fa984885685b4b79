using System.Globalization;
using StackExchange.Redis;

namespace Fraud.Features.Redis.Savepoints;

/// <summary>Copies states out of a Redis that is in use, and into one that is fenced off. For one caller at a time.</summary>
public sealed class RedisSavepoints : IAsyncDisposable
{
    private const int ReadsUnderWayMax = 4;
    private const int ScanCount = 1_000;

    private readonly RedisStateOptions options;
    private readonly ConnectionMultiplexer connection;
    private readonly IDatabase database;
    private readonly RedisKeys keys;

    private RedisSavepoints(RedisStateOptions options, ConnectionMultiplexer connection)
    {
        this.options = options;
        this.connection = connection;
        database = connection.GetDatabase();
        keys = new RedisKeys(options.Namespace);
    }

    /// <summary>Connects.</summary>
    /// <exception cref="StateStoreException">The server cannot be reached.</exception>
    public static async Task<RedisSavepoints> ConnectAsync(RedisStateOptions options) => new(options, await RedisFaults.ConnectAsync(options, allowAdmin: true));

    /// <summary>What is stored about each partition's owner, in the order asked.</summary>
    public Task<IReadOnlyList<StoredPartition>> OwnersAsync(IEnumerable<int> partitions) => RedisFaults.Guard(options, async () =>
    {
        var reads = partitions.Select(partition => database.HashGetAsync(keys.Owner(partition), ["generation", "reach", "step", "restoring"])).ToList();
        var owners = new List<StoredPartition>(reads.Count);
        foreach (var read in reads)
        {
            var found = await read;
            owners.Add(new StoredPartition((long?)found[0] ?? 0, (long?)found[1] ?? -1, (long?)found[2] ?? 0, found[3]));
        }

        return (IReadOnlyList<StoredPartition>)owners;
    });

    /// <summary>The run ids of the servers: one that was started again, and may have lost its last writes, has another.</summary>
    public Task<string> RunsAsync() => RedisFaults.Guard(options, async () =>
    {
        var runs = new List<string>();
        foreach (var server in Primaries())
            runs.Add((await server.InfoAsync("server")).SelectMany(group => group).First(entry => entry.Key == "run_id").Value);
        return string.Join(',', runs.Order(StringComparer.Ordinal));
    });

    /// <summary>True when no state stands in the namespace.</summary>
    public Task<bool> IsEmptyAsync(CancellationToken stop) => RedisFaults.Guard(options, async () =>
    {
        await foreach (var _ in KeysAsync(stop)) return false;
        return true;
    });

    /// <summary>
    /// Hands over every state that is there from the beginning to the end, some of them twice, the later the newer; each as of some moment between.
    /// Few reads are under way, so that others find the server free.
    /// </summary>
    public Task CopyAsync(Action<IReadOnlyList<StoredState>> sink, CancellationToken stop) => RedisFaults.Guard(options, async () =>
    {
        var pages = new Dictionary<int, List<StateKey>>();
        var underWay = new Queue<(List<StateKey> Keys, Task<RedisValue[]> Values)>();
        await foreach (var key in KeysAsync(stop))
        {
            if (!pages.TryGetValue(key.Partition, out var page)) pages[key.Partition] = page = [];
            page.Add(key);
            if (page.Count < options.ChunkCountMax) continue;
            pages.Remove(key.Partition);
            if (underWay.Count == ReadsUnderWayMax) await TakeAsync(underWay.Dequeue(), sink);
            underWay.Enqueue(Read(page));
        }

        foreach (var page in pages.Values) underWay.Enqueue(Read(page));
        while (underWay.TryDequeue(out var read)) await TakeAsync(read, sink);
        return true;
    });

    /// <summary>Fences the partitions' owners and keeps new ones out until <see cref="EndRestoreAsync"/>, whatever becomes of this process.</summary>
    /// <param name="partitions">The partitions.</param>
    /// <param name="savepoint">Name of the savepoint.</param>
    /// <param name="restoration">Names this restoration among all there ever are.</param>
    public Task BeginRestoreAsync(IEnumerable<int> partitions, string savepoint, string restoration) => RedisFaults.Guard(options, async () =>
    {
        foreach (var partition in partitions)
            await database.ScriptEvaluateAsync(RedisScripts.BeginRestore, [keys.Owner(partition)], [savepoint, restoration]);
        return true;
    });

    /// <summary>Deletes all states of the namespace.</summary>
    public Task ClearAsync(CancellationToken stop) => RedisFaults.Guard(options, async () =>
    {
        var found = new List<StateKey>(ScanCount);
        await foreach (var key in KeysAsync(stop))
        {
            found.Add(key);
            if (found.Count < ScanCount) continue;
            await DeleteAsync(found);
            found.Clear();
        }

        await DeleteAsync(found);
        return true;
    });

    /// <summary>Writes states of one partition, in the order given.</summary>
    /// <exception cref="SavepointException">Another restoration has begun.</exception>
    public Task RestoreAsync(int partition, string restoration, IReadOnlyList<StoredState> states) => RedisFaults.Guard(options, async () =>
    {
        var writes = states.Chunk(options.ChunkCountMax).Select(chunk => database.ScriptEvaluateAsync(
            RedisScripts.Restore,
            [keys.Owner(partition), .. chunk.Select(state => keys.State(state.Key))],
            [restoration, (long)options.IdleAgeMax.TotalMilliseconds, .. chunk.Select(state => (RedisValue)state.Bytes)])).ToList();
        foreach (var write in writes) CheckMine(await write);
        return true;
    });

    /// <summary>Gives a partition free, with the reach of the savepoint.</summary>
    /// <exception cref="SavepointException">Another restoration has begun.</exception>
    public Task EndRestoreAsync(int partition, string restoration, long reach) => RedisFaults.Guard(options, async () =>
    {
        CheckMine(await database.ScriptEvaluateAsync(
            RedisScripts.EndRestore, [keys.Owner(partition)], [restoration, reach.ToString(CultureInfo.InvariantCulture)]));
        return true;
    });

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => connection.DisposeAsync();

    private static void CheckMine(RedisResult reply)
    {
        if ((long)reply == 0)
            throw new SavepointException("Another restoration into this Redis has begun, or somebody emptied it: this one ends here.");
    }

    private static async Task TakeAsync((List<StateKey> Keys, Task<RedisValue[]> Values) read, Action<IReadOnlyList<StoredState>> sink)
    {
        var values = await read.Values;
        var states = new List<StoredState>(values.Length);
        for (var i = 0; i < values.Length; i++)
        {
            // One that expired since it was found is a state that says nothing any more.
            if (!values[i].IsNull) states.Add(new StoredState(read.Keys[i], (ReadOnlyMemory<byte>)values[i]));
        }

        sink(states);
    }

    /// <summary>One command may only name keys of one slot, that is of one partition.</summary>
    private async Task DeleteAsync(IEnumerable<StateKey> found) => await Task.WhenAll(found
        .GroupBy(key => key.Partition)
        .Select(ofPartition => database.KeyDeleteAsync([.. ofPartition.Select(keys.State)])));

    private (List<StateKey> Keys, Task<RedisValue[]> Values) Read(List<StateKey> page) => (page, database.StringGetAsync([.. page.Select(keys.State)]));

    private IEnumerable<IServer> Primaries() => connection.GetServers().Where(server => !server.IsReplica);

    private async IAsyncEnumerable<StateKey> KeysAsync([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken stop)
    {
        foreach (var server in Primaries())
        {
            await foreach (var key in server.KeysAsync(database.Database, keys.Pattern, ScanCount).WithCancellation(stop))
            {
                stop.ThrowIfCancellationRequested();
                if (keys.TryParse(key!, out var state)) yield return state;
            }
        }
    }
}
