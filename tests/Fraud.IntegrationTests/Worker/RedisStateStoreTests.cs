using System.Text;
using Fraud.Features;
using Fraud.Features.Redis;
using Fraud.TestKit;
using StackExchange.Redis;
using Xunit;

namespace Fraud.IntegrationTests.Worker;

/// <summary>The state store on a real Redis: fencing, and what it does when the server comes back without its last writes.</summary>
public sealed class RedisStateStoreTests(RedisFixture redis) : IClassFixture<RedisFixture>, IAsyncLifetime
{
    private static readonly StateKey Key = new(3, EntityKind.Account, "A1");

    private static int _namespaces;

    private readonly string _namespace = $"store-{Interlocked.Increment(ref _namespaces)}";
    private RedisStateStore _store = null!;

    public async Task InitializeAsync() => _store = await ConnectAsync();

    public async Task DisposeAsync() => await _store.DisposeAsync();

    [Fact]
    public async Task States_and_reach_come_back_as_written()
    {
        var owner = await _store.AcquireAsync(3, default);
        Assert.Equal((1, -1), (owner.Generation, owner.Reach));
        Assert.Equal(WriteResult.Written, await WriteAsync(_store, owner, "one", 10));
        Assert.Equal(WriteResult.Written, await WriteAsync(_store, owner, "two", 20));

        await using var other = await ConnectAsync();
        var next = await other.AcquireAsync(3, default);

        Assert.Equal((2, 20), (next.Generation, next.Reach));
        Assert.Equal("two", await LoadAsync(other));
    }

    [Fact]
    public void The_format_noted_with_the_owner_is_the_version_in_each_state()
    {
        var states = new FeatureStates(FeatureCatalogue.Default, new FeatureOptions());
        states.AddPartition(0, startsEmpty: true);
        states.Apply(0, 0, TestPayments.Make(1, seed: 1)[0]);
        List<StateWrite> writes = [];
        states.TakeChanged(0, writes);

        Assert.All(writes, write => Assert.Equal(new RedisStateOptions { Configuration = "" }.Format, write.Bytes.Span[0]));
    }

    [Fact]
    public async Task An_owner_that_was_replaced_writes_nothing()
    {
        var zombie = await _store.AcquireAsync(3, default);
        await using var other = await ConnectAsync();
        var owner = await other.AcquireAsync(3, default);

        Assert.Equal(WriteResult.Fenced, await WriteAsync(_store, zombie, "zombie", 10));
        Assert.Equal(WriteResult.Written, await WriteAsync(other, owner, "owner", 10));
        Assert.Equal("owner", await LoadAsync(other));
    }

    [Fact]
    public async Task Neither_writes_nor_reads_go_on_after_acknowledged_writes_were_lost()
    {
        var owner = await _store.AcquireAsync(3, default);
        await WriteAsync(_store, owner, "one", 10);
        using var connection = await ConnectionMultiplexer.ConnectAsync(redis.ConnectionString);
        var database = connection.GetDatabase();
        RedisKey ownerKey = $"{{{_namespace}:p3}}:owner";
        var older = (await database.KeyDumpAsync(ownerKey))!;
        await WriteAsync(_store, owner, "two", 20);
        await database.ExecuteAsync("RESTORE", ownerKey, 0, older, "REPLACE");

        await Assert.ThrowsAsync<StateLostException>(() => LoadAsync(_store));
        await Assert.ThrowsAsync<StateLostException>(() => WriteAsync(_store, owner, "three", 30));

        var again = await _store.AcquireAsync(3, default);
        Assert.Equal(10, again.Reach);
        Assert.Equal(WriteResult.Written, await WriteAsync(_store, again, "three", 30));
        Assert.Equal("three", await LoadAsync(_store));
    }

    [Fact]
    public async Task An_emptied_server_is_found_out_as_well()
    {
        var owner = await _store.AcquireAsync(3, default);
        using var connection = await ConnectionMultiplexer.ConnectAsync(redis.ConnectionString);
        await connection.GetDatabase().KeyDeleteAsync($"{{{_namespace}:p3}}:owner");

        await Assert.ThrowsAsync<StateLostException>(() => WriteAsync(_store, owner, "one", 10));
    }

    private Task<RedisStateStore> ConnectAsync() =>
        RedisStateStore.ConnectAsync(new RedisStateOptions { Configuration = redis.ConnectionString, Namespace = _namespace });

    private static Task<WriteResult> WriteAsync(RedisStateStore store, PartitionOwnership owner, string state, long reach) =>
        store.WriteAsync(owner, [new StateWrite(Key, reach, Encoding.UTF8.GetBytes(state))], reach, default);

    private static async Task<string> LoadAsync(RedisStateStore store)
    {
        var found = "";
        await store.LoadAsync([Key], (_, bytes) => found = Encoding.UTF8.GetString(bytes.Span), default);
        return found;
    }
}
