using Confluent.Kafka;
using Fraud.Contracts;
using Fraud.Features.Redis;
using Fraud.Features.Redis.Savepoints;
using Fraud.Ingest.Kafka;
using Fraud.Scoring.Policies;
using Fraud.TestKit;
using Fraud.Worker;
using Fraud.Worker.Savepoints;
using StackExchange.Redis;
using Xunit;

namespace Fraud.IntegrationTests.Worker;

/// <summary>Savepoints of a running stage and the way back from them; each test has a log of its own and a namespace in Redis.</summary>
public sealed class SavepointTests(RedisFixture redis) : IClassFixture<RedisFixture>, IAsyncLifetime
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(90);
    private static readonly IProgress<SavepointProgress> Silent = new Quiet();
    private static int _namespaces;

    private readonly string _namespace = $"savepoint-{Interlocked.Increment(ref _namespaces)}";
    private readonly CompiledPolicy _policy = TestPolicy.Compile();
    private OwnLog _log = null!;

    private string Kafka => _log.Kafka;

    private SavepointFolder Folder => new(_log.Folder.File("savepoints"));

    private SavepointTarget Target => new() { Kafka = Kafka, Redis = new RedisStateOptions { Configuration = redis.ConnectionString, Namespace = _namespace } };

    public async Task InitializeAsync() => _log = await OwnLog.StartAsync("savepoints");

    public async Task DisposeAsync() => await _log.DisposeAsync();

    [Fact]
    public async Task A_savepoint_of_a_stage_under_load_restored_into_an_empty_Redis_decides_as_if_nothing_had_happened()
    {
        var payments = TestPayments.Make(6_000, seed: 11);
        await using (await StartAsync())
        {
            TestPayments.Publish(Kafka, payments[..2_000]);
            await WaitUntilDecidedAsync();
            var sending = Task.Run(() =>
            {
                foreach (var some in payments[2_000..4_000].Chunk(50)) TestPayments.Publish(Kafka, some);
            });
            await CreateAsync("running");
            await sending;
            await WaitUntilDecidedAsync();
        }

        await EmptyRedisAsync();
        await RestoreAsync("running");
        await DecideAsync(payments[4_000..]);

        Assert.Equal(6_000, Oracle.AssertExactlyOnce(Kafka, _policy).Count);
        await Oracle.AssertStatesAsync(Kafka, _policy, Target.Redis);
    }

    [Fact]
    public async Task A_running_stage_is_fenced_by_a_restoration_and_goes_on_from_it()
    {
        var payments = TestPayments.Make(4_000, seed: 12);
        await using (await StartAsync())
        {
            TestPayments.Publish(Kafka, payments[..1_500]);
            await WaitUntilDecidedAsync();
            await CreateAsync("early");
            TestPayments.Publish(Kafka, payments[1_500..3_000]);
            await WaitUntilDecidedAsync();
            await RestoreAsync("early", replace: true);
            TestPayments.Publish(Kafka, payments[3_000..]);
            await WaitUntilDecidedAsync();
            await WaitUntilStoredAsync();
        }

        Assert.Equal(4_000, Oracle.AssertExactlyOnce(Kafka, _policy).Count);
        await Oracle.AssertStatesAsync(Kafka, _policy, Target.Redis);
    }

    [Fact]
    public async Task States_that_are_gone_come_from_the_newest_savepoint_that_fits_when_the_log_has_lost_its_beginning()
    {
        var payments = TestPayments.Make(3_000, seed: 13);
        await DecideAsync(payments[..1_000]);
        await CreateAsync("first");
        await DecideAsync(payments[1_000..2_000]);
        var second = await CreateAsync("second");
        var whole = Oracle.Expected(_policy, payments);
        await TruncateAsync(second.Manifest.Partitions.ToDictionary(p => p.Partition, p => p.Reach));
        await EmptyRedisAsync();

        await DecideAsync(payments[2_000..]);

        Oracle.AssertSameOwnFeatures(whole, Oracle.Decisions(Kafka));
        var refused = await Assert.ThrowsAsync<SavepointException>(() => RestoreAsync("first", replace: true));
        Assert.Contains("begins at offset", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stage_stops_when_its_states_are_gone_and_neither_a_savepoint_nor_the_log_has_them()
    {
        await DecideAsync(TestPayments.Make(500, seed: 14));
        using (var positions = new GroupPositions(Kafka, ScoringOptions.GroupIdDefault, Deadline))
            await TruncateAsync(positions.Committed().Where(p => p.Value > 0).ToDictionary(p => p.Key, p => p.Value));
        await EmptyRedisAsync();

        await using var stage = await StartAsync();

        var fault = await Assert.ThrowsAsync<StageException>(() => stage.Worker.WaitAsync(Deadline));
        Assert.Contains("--accept-lost-history", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_torn_or_changed_is_refused_by_name_and_Redis_stays_as_it_was()
    {
        await DecideAsync(TestPayments.Make(500, seed: 15));
        var savepoint = await CreateAsync("damaged");
        var file = Path.Combine(savepoint.Folder, savepoint.Manifest.Partitions[2].File);
        var whole = await File.ReadAllBytesAsync(file);
        whole[^20] ^= 1;
        await File.WriteAllBytesAsync(file, whole);
        Assert.Contains(file, (await Assert.ThrowsAsync<SavepointException>(() => RestoreAsync("damaged", replace: true))).Message, StringComparison.Ordinal);
        await File.WriteAllBytesAsync(file, whole[..^20]);
        Assert.Contains(file, (await Assert.ThrowsAsync<SavepointException>(() => RestoreAsync("damaged", replace: true))).Message, StringComparison.Ordinal);
        await Oracle.AssertStatesAsync(Kafka, _policy, Target.Redis);
    }

    [Fact]
    public async Task A_manifest_that_was_changed_is_refused_and_listed_as_damaged()
    {
        await DecideAsync(TestPayments.Make(100, seed: 16));
        var savepoint = await CreateAsync("changed");
        var manifest = Path.Combine(savepoint.Folder, SavepointManifest.FileName);
        await File.WriteAllTextAsync(manifest, (await File.ReadAllTextAsync(manifest)).Replace("\"reach\": ", "\"reach\": 1", StringComparison.Ordinal));

        await Assert.ThrowsAsync<SavepointException>(() => RestoreAsync("changed", replace: true));
        var told = new List<string>();
        Assert.Empty(Folder.List(damaged => told.Add(damaged.Message)));
        Assert.Contains(manifest, Assert.Single(told), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_savepoint_whose_making_was_killed_is_none_and_hinders_no_other()
    {
        await DecideAsync(TestPayments.Make(100, seed: 17));
        var unfinished = Directory.CreateDirectory(Path.Combine(_log.Folder.File("savepoints"), ".unfinished-again"));
        await File.WriteAllTextAsync(Path.Combine(unfinished.FullName, "p0.states"), "half");
        Assert.Empty(Folder.List(_ => { }));
        Assert.Throws<SavepointException>(() => Folder.Open("again"));

        await CreateAsync("again");

        Assert.Equal("again", Assert.Single(Folder.List(_ => { })).Manifest.Name);
        await Assert.ThrowsAsync<SavepointException>(() => CreateAsync("again"));
        Assert.False(Directory.Exists(unfinished.FullName));
    }

    [Fact]
    public async Task Two_savepoints_at_once_do_not_spoil_each_other()
    {
        await DecideAsync(TestPayments.Make(100, seed: 17));
        using (var first = Folder.Begin("same"))
        {
            first.Add(0);

            var refused = await Assert.ThrowsAsync<SavepointException>(() => CreateAsync("same"));

            Assert.Contains("being written", refused.Message, StringComparison.Ordinal);
        }

        await CreateAsync("same");
        Assert.Equal("same", Assert.Single(Folder.List(_ => { })).Manifest.Name);
    }

    [Fact]
    public async Task A_Redis_with_states_is_not_written_over_unless_asked()
    {
        var payments = TestPayments.Make(600, seed: 18);
        await DecideAsync(payments[..300]);
        await CreateAsync("early");
        await DecideAsync(payments[300..]);

        var refused = await Assert.ThrowsAsync<SavepointException>(() => RestoreAsync("early"));

        Assert.Contains("--replace", refused.Message, StringComparison.Ordinal);
        await Oracle.AssertStatesAsync(Kafka, _policy, Target.Redis);
    }

    [Fact]
    public async Task A_restoration_that_was_broken_off_keeps_workers_out_until_another_is_complete()
    {
        await DecideAsync(TestPayments.Make(300, seed: 19));
        await CreateAsync("early");
        await using (var broken = await RedisSavepoints.ConnectAsync(Target.Redis))
            await broken.BeginRestoreAsync([0, 1, 2, 3], "early", "broken");
        await using var store = await RedisStateStore.ConnectAsync(Target.Redis);
        var kept = await Assert.ThrowsAsync<StateStoreException>(() => store.AcquireAsync(1, default));
        Assert.True(kept.IsTransient);

        await RestoreAsync("early", replace: true);

        Assert.True((await store.AcquireAsync(1, default)).Reach > 0);
        await Oracle.AssertStatesAsync(Kafka, _policy, Target.Redis);
    }

    [Fact]
    public void A_savepoint_that_knows_more_than_the_group_has_committed_does_not_fit()
    {
        var partition = new SavepointPartition
        {
            Partition = 0,
            Generation = 1,
            Reach = 50,
            Committed = 100,
            Decisions = 0,
            States = 0,
            Bytes = 0,
            File = "p0.states",
            Digest = "",
        };
        Assert.Null(SavepointFit.Obstacle(partition, committed: 100, logStart: 50));
        Assert.NotNull(SavepointFit.Obstacle(partition, committed: 99, logStart: 50));
        Assert.NotNull(SavepointFit.Obstacle(partition, committed: 100, logStart: 51));
    }

    private Task<Savepoint> CreateAsync(string name) => new SavepointCreation(Target, Folder, TimeProvider.System).CreateAsync(name, Silent, default);

    private Task RestoreAsync(string name, bool replace = false) =>
        new SavepointRestoration(Target, TimeProvider.System).RestoreAsync(Folder.Open(name), replace, Silent, default);

    private async Task DecideAsync(IEnumerable<Payment> payments)
    {
        await using var stage = await StartAsync();
        TestPayments.Publish(Kafka, payments);
        await WaitUntilDecidedAsync();
    }

    private Task<RunningStage> StartAsync() => RunningStage.StartAsync(
        new ScoringOptions
        {
            Kafka = Kafka,
            Redis = redis.ConnectionString,
            StateNamespace = _namespace,
            InstanceId = "a",
            BatchMax = 100,
            FlushInterval = TimeSpan.FromMilliseconds(100),
            SessionTimeout = TimeSpan.FromSeconds(6),
            SavepointFolder = _log.Folder.File("savepoints"),
        },
        _policy);

    private async Task WaitUntilDecidedAsync()
    {
        await OwnLog.UntilDecidedAsync(Kafka);
    }

    /// <summary>A stage that was fenced at its end leaves the last states to its successor.</summary>
    private async Task WaitUntilStoredAsync()
    {
        using var positions = new GroupPositions(Kafka, ScoringOptions.GroupIdDefault, Deadline);
        var committed = positions.Committed();
        await using var states = await RedisSavepoints.ConnectAsync(Target.Redis);
        await Eventually.UntilAsync(
            async () => (await states.OwnersAsync(positions.Partitions)).Select((owner, partition) => owner.Reach == committed[partition]).All(isStored => isStored),
            Deadline, "all states are stored");
    }

    private async Task EmptyRedisAsync()
    {
        await using var connection = await ConnectionMultiplexer.ConnectAsync(redis.ConnectionString);
        var database = connection.GetDatabase();
        await foreach (var key in connection.GetServers().Single().KeysAsync(database.Database, $"{{{_namespace}:*"))
            await database.KeyDeleteAsync(key);
    }

    private async Task TruncateAsync(Dictionary<int, long> before)
    {
        using var admin = new AdminClientBuilder(KafkaClients.Admin(Kafka)).Build();
        await admin.DeleteRecordsAsync(before.Select(p => new TopicPartitionOffset(Topics.Payments, p.Key, p.Value)));
    }

    private sealed class Quiet : IProgress<SavepointProgress>
    {
        public void Report(SavepointProgress value)
        {
        }
    }
}
