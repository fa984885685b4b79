using Fraud.Contracts;
using Fraud.Features;
using Fraud.Ingest.Kafka;
using Fraud.Scoring.Policies;
using Fraud.TestKit;
using Fraud.Worker;
using StackExchange.Redis;
using Xunit;

namespace Fraud.IntegrationTests.Worker;

/// <summary>What operators do to a running stage and its servers: rolling restarts, upgrades and the way back, a log that dies.</summary>
public sealed class StageOperationTests : IAsyncLifetime
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(90);
    private static readonly int[] Partitions = [0, 1, 2, 3];
    private readonly RedisFixture _redis = new();
    private readonly CompiledPolicy _policy = TestPolicy.Compile();
    private readonly List<Payment> _payments = TestPayments.Make(2_000, seed: 12);
    private LogServer? _log;
    private ConnectionMultiplexer? _connection;

    public async Task InitializeAsync()
    {
        await _redis.InitializeAsync();
        _connection = await ConnectionMultiplexer.ConnectAsync(_redis.ConnectionString);
        _log = await LogServer.StartAsync();
        await new TopicCreator(Kafka).EnsureAsync(TopicLayout.Product(Partitions.Length, "accounts", "customers"), Deadline);
    }

    public async Task DisposeAsync()
    {
        _connection!.Dispose();
        await _log!.DisposeAsync();
    }

    [Fact]
    public async Task A_rolling_restart_moves_no_partition_of_the_other_workers()
    {
        RecordingStore? others = null, before = null, after = null;
        await using var other = await RunningStage.StartAsync(Options("b"), _policy, store => others = new RecordingStore(store));
        await Eventually.UntilAsync(() => others!.Acquired.Count == Partitions.Length, Deadline, "the first worker has all partitions");
        await using (await RunningStage.StartAsync(Options("a"), _policy, store => before = new RecordingStore(store)))
        {
            await Eventually.UntilAsync(() => before!.Acquired.Count == 2 && others!.Acquired.Count == Partitions.Length + 2, Deadline, "the partitions are shared out");
            await DecideAsync(_payments[..1_000]);
        }

        await using (await RunningStage.StartAsync(Options("a"), _policy, store => after = new RecordingStore(store)))
            await DecideAsync(_payments[1_000..]);

        Assert.Equal(before!.Acquired.Order(), after!.Acquired.Order());
        Assert.Equal(Partitions.Length + 2, others!.Acquired.Count);
        Assert.Equal(Partitions, before.Acquired.Concat(others.Acquired.Skip(Partitions.Length)).Order());
        Oracle.AssertExactlyOnce(Kafka, _policy);
    }

    [Fact]
    public async Task A_log_that_is_killed_and_comes_back_loses_and_repeats_nothing()
    {
        await using (await RunningStage.StartAsync(Options("a"), _policy))
        {
            foreach (var part in _payments.Chunk(400))
            {
                TestPayments.Publish(Kafka, part);
                await _log!.KillAndRestartAsync();
            }

            await DecideAsync([]);
        }

        Oracle.AssertExactlyOnce(Kafka, _policy);
    }

    [Fact]
    public async Task States_of_a_newer_program_stop_the_worker_with_a_sentence_and_stay_as_they_are()
    {
        await using (await RunningStage.StartAsync(Options("a"), _policy))
            await DecideAsync(_payments[..1_000]);
        await SetFormatAsync(StateFormat.Newest + 1);
        var stored = Stored();

        await AssertRefusedAsync($"stored in format {StateFormat.Newest + 1} by a newer program");

        Assert.Equal(stored, Stored());
        await SetFormatAsync(StateFormat.Newest);
        await using (await RunningStage.StartAsync(Options("a"), _policy))
            await DecideAsync([]);
        Oracle.AssertExactlyOnce(Kafka, _policy);
    }

    [Fact]
    public async Task One_state_of_a_newer_version_stops_the_worker_with_a_sentence_and_is_not_overwritten()
    {
        await using (await RunningStage.StartAsync(Options("a"), _policy))
            await DecideAsync(_payments[..1_000]);
        var key = await AccountKeyAsync(_payments[0].AccountId);
        var newer = (byte[])(await Database.StringGetAsync(key))!;
        newer[0]++;
        await Database.StringSetAsync(key, newer);

        await AssertRefusedAsync($"is stored in version {StateFormat.Newest + 1}; this program reads versions {StateFormat.Oldest} to {StateFormat.Newest}");

        Assert.Equal(newer, (byte[])(await Database.StringGetAsync(key))!);
    }

    [Fact]
    public async Task States_written_before_their_format_was_noted_are_read()
    {
        await using (await RunningStage.StartAsync(Options("a"), _policy))
            await DecideAsync(_payments[..1_000]);
        foreach (var partition in Partitions)
            Assert.True(await Database.HashDeleteAsync(Owner(partition), "format"));

        await using (await RunningStage.StartAsync(Options("a"), _policy))
            await DecideAsync(_payments[1_000..]);

        Oracle.AssertExactlyOnce(Kafka, _policy);
    }

    private string Kafka => _log!.BootstrapServers;

    private IDatabase Database => _connection!.GetDatabase();

    private static RedisKey Owner(int partition) => $"{{fraud:p{partition}}}:owner";

    private async Task AssertRefusedAsync(string sentence)
    {
        await using var stage = await RunningStage.StartAsync(Options("a"), _policy);
        TestPayments.Publish(Kafka, _payments[1_000..]);
        var refusal = await Assert.ThrowsAsync<StateFormatException>(() => stage.Ended.WaitAsync(Deadline));
        Assert.Contains(sentence, refusal.Message, StringComparison.Ordinal);
        Assert.Contains("Run the newer program, or restore a savepoint of this one.", refusal.Message, StringComparison.Ordinal);
    }

    private async Task SetFormatAsync(int format)
    {
        foreach (var partition in Partitions)
            await Database.HashSetAsync(Owner(partition), "format", format);
    }

    private async Task<RedisKey> AccountKeyAsync(string account)
    {
        foreach (var partition in Partitions)
        {
            if (await Database.KeyExistsAsync($"{{fraud:p{partition}}}:a:{account}"))
                return $"{{fraud:p{partition}}}:a:{account}";
        }

        throw new InvalidOperationException($"{account} has no state.");
    }

    /// <summary>Everything that is stored of the partitions' owners: the generation, the reach, the number of writes, the format.</summary>
    private List<string> Stored() =>
        [.. Partitions.SelectMany(partition => Database.HashGetAll(Owner(partition))).Select(entry => $"{entry.Name} {entry.Value}").Order(StringComparer.Ordinal)];

    private async Task DecideAsync(IReadOnlyList<Payment> payments)
    {
        TestPayments.Publish(Kafka, payments);
        await OwnLog.UntilDecidedAsync(Kafka);
    }

    private ScoringOptions Options(string instance) => new()
    {
        Kafka = Kafka,
        Redis = _redis.ConnectionString,
        InstanceId = instance,
        BatchMax = 100,
        FlushInterval = TimeSpan.FromMilliseconds(100),
        SessionTimeout = TimeSpan.FromSeconds(30),
    };
}
