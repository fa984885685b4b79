using System.Text;
using Confluent.Kafka;
using Fraud.Contracts;
using Fraud.Features;
using Fraud.Features.Labels;
using Fraud.Ingest.Kafka;
using Fraud.Scoring.Policies;
using Fraud.TestKit;
using Fraud.Worker;
using StackExchange.Redis;
using Xunit;

namespace Fraud.IntegrationTests.Worker;

/// <summary>What the scoring stage promises (DESIGN: one decision per payment, features count each payment once), on a log of its own.</summary>
internal sealed class ScoringStageScenarios(string bootstrap, string redis)
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(90);
    private readonly CompiledPolicy _policy = TestPolicy.Compile();

    public static async Task<ScoringStageScenarios> OnAsync(string bootstrap, string redis)
    {
        await new TopicCreator(bootstrap).EnsureAsync(TopicLayout.Product(4, "accounts", "customers"), TimeSpan.FromSeconds(30));
        return new ScoringStageScenarios(bootstrap, redis);
    }

    public async Task Payments_are_decided_once_and_repeats_not_again()
    {
        var payments = TestPayments.Make(2_000, seed: 1);
        await using (await RunningStage.StartAsync(Options("a"), _policy))
        {
            TestPayments.Publish(bootstrap, payments);
            TestPayments.Publish(bootstrap, payments.Where((_, i) => i % 10 == 0));
            await WaitUntilDecidedAsync();
        }

        var decisions = Oracle.AssertExactlyOnce(bootstrap, _policy);
        Assert.Equal(payments.Count, decisions.Count);
        Assert.Equal(3, decisions.Select(d => d.Outcome).Distinct().Count());
        var alerts = TopicContents.Read(bootstrap, Topics.Alerts);
        Assert.Equal(decisions.Count(d => d.Outcome != Outcome.Approve), alerts.Count);
    }

    public async Task Labels_are_joined_and_a_replay_of_the_log_reads_the_same()
    {
        var payments = TestPayments.Make(1_000, seed: 12);
        var labels = TestPayments.OlderFrauds(payments, 60);
        TestPayments.Publish(bootstrap, labels);
        await using (await RunningStage.StartAsync(Options("a"), _policy))
        {
            TestPayments.Publish(bootstrap, payments);
            await WaitUntilDecidedAsync();
        }

        var frauds = new KnownFrauds();
        labels.ForEach(frauds.Apply);
        var decisions = Oracle.AssertExactlyOnce(bootstrap, _policy, frauds);
        var count = FeatureCatalogue.Default.IndexOf("merchant.fraud_count_30d");
        Assert.Contains(decisions, decision => decision.Features[count] == 0);
        Assert.Contains(decisions, decision => decision.Features[count] > 0);
        Assert.All(decisions, decision => Assert.Equal(labels.Count, decision.ProfileOffsets!["labels"]));
    }

    public async Task A_record_that_cannot_be_read_goes_to_the_dead_letters_and_stops_nothing()
    {
        await using var stage = await RunningStage.StartAsync(Options("a"), _policy);
        var position = await TestPayments.PublishRawAsync(bootstrap, "A1", """{"payment_id":"X","account_id":"A1","amount_minor":-5}""");
        TestPayments.Publish(bootstrap, TestPayments.Make(10, seed: 2));
        await WaitUntilDecidedAsync();
        var letter = Assert.Single(TopicContents.Read(bootstrap, Topics.DeadLetter));
        Assert.Equal("""{"payment_id":"X","account_id":"A1","amount_minor":-5}""", Encoding.UTF8.GetString(letter.Message.Value));
        Assert.Equal(position.Offset.ToString(System.Globalization.CultureInfo.InvariantCulture), Header(letter, DeadLetter.OffsetHeader));
        Assert.Equal(position.Partition, letter.Partition.Value);
        Assert.NotEqual(nameof(RejectReason.None), Header(letter, DeadLetter.ReasonHeader));
        Assert.Equal(10, Oracle.AssertExactlyOnce(bootstrap, _policy).Count);
    }

    public async Task Sessions_that_fail_again_and_again_lose_and_repeat_nothing()
    {
        FailingStore? failing = null;
        await using (await RunningStage.StartAsync(Options("a"), _policy, store => failing = new FailingStore(store)))
        {
            foreach (var part in TestPayments.Make(3_000, seed: 3).Chunk(300))
            {
                TestPayments.Publish(bootstrap, part);
                await Task.Yield();
            }

            await WaitUntilDecidedAsync();
        }

        Assert.True(failing!.Failures > 3);
        Oracle.AssertExactlyOnce(bootstrap, _policy);
    }

    public async Task A_Redis_that_lost_its_last_writes_is_brought_up_from_the_log()
    {
        var payments = TestPayments.Make(3_000, seed: 4);
        await DecideAsync(payments[..1_000]);
        using var connection = await ConnectionMultiplexer.ConnectAsync(redis + ",allowAdmin=true");
        var older = Dump(connection);
        await DecideAsync(payments[1_000..2_000]);
        Restore(connection, older);
        await DecideAsync(payments[2_000..]);
        Oracle.AssertExactlyOnce(bootstrap, _policy);
    }

    public async Task A_Redis_that_loses_its_last_writes_under_a_running_stage_is_found_out()
    {
        var payments = TestPayments.Make(4_000, seed: 7);
        using var connection = await ConnectionMultiplexer.ConnectAsync(redis + ",allowAdmin=true");
        await using (await RunningStage.StartAsync(Options("a"), _policy))
        {
            TestPayments.Publish(bootstrap, payments[..1_000]);
            await WaitUntilDecidedAsync();
            var older = Dump(connection);
            TestPayments.Publish(bootstrap, payments[1_000..2_000]);
            await WaitUntilDecidedAsync();
            await Eventually.UntilAsync(() => Dump(connection).Any(now => !older.TryGetValue(now.Key, out var then) || !then.SequenceEqual(now.Value)));
            Restore(connection, older);
            TestPayments.Publish(bootstrap, payments[2_000..3_000]);
            await WaitUntilDecidedAsync();
        }

        await DecideAsync(payments[3_000..]);
        Oracle.AssertExactlyOnce(bootstrap, _policy);
    }

    public async Task An_emptied_Redis_is_rebuilt_from_the_log()
    {
        var payments = TestPayments.Make(2_000, seed: 5);
        await DecideAsync(payments[..1_000]);
        using var connection = await ConnectionMultiplexer.ConnectAsync(redis + ",allowAdmin=true");
        Restore(connection, []);
        await DecideAsync(payments[1_000..]);
        Oracle.AssertExactlyOnce(bootstrap, _policy);
    }

    public async Task Partitions_move_between_workers_without_loss_or_repetition()
    {
        var payments = TestPayments.Make(4_000, seed: 6);
        await using var first = await RunningStage.StartAsync(Options("a"), _policy);
        TestPayments.Publish(bootstrap, payments[..1_500]);
        await using (await RunningStage.StartAsync(Options("b"), _policy))
        {
            TestPayments.Publish(bootstrap, payments[1_500..3_000]);
            await WaitUntilDecidedAsync();
        }

        TestPayments.Publish(bootstrap, payments[3_000..]);
        await WaitUntilDecidedAsync();
        Oracle.AssertExactlyOnce(bootstrap, _policy);
    }

    private async Task DecideAsync(IEnumerable<Payment> payments)
    {
        await using var stage = await RunningStage.StartAsync(Options("a"), _policy);
        TestPayments.Publish(bootstrap, payments);
        await WaitUntilDecidedAsync();
    }

    private ScoringOptions Options(string instance) => new()
    {
        Kafka = bootstrap,
        Redis = redis,
        InstanceId = instance,
        BatchMax = 100,
        FlushInterval = TimeSpan.FromMilliseconds(100),
        SessionTimeout = TimeSpan.FromSeconds(6),
    };

    private Task WaitUntilDecidedAsync() => OwnLog.UntilDecidedAsync(bootstrap);

    private static string Header(ConsumeResult<byte[], byte[]> record, string name) =>
        Encoding.UTF8.GetString(record.Message.Headers.GetLastBytes(name));

    /// <summary>Everything, as of one moment.</summary>
    private static Dictionary<RedisKey, byte[]> Dump(ConnectionMultiplexer connection)
    {
        var reply = (RedisResult[])connection.GetDatabase().ScriptEvaluate("""
            local all = {}
            for _, key in ipairs(redis.call('KEYS', '*')) do
                all[#all + 1] = key
                all[#all + 1] = redis.call('DUMP', key)
            end
            return all
            """)!;
        return reply.Chunk(2).ToDictionary(pair => (RedisKey)pair[0], pair => (byte[])pair[1]!);
    }

    /// <summary>In one step, as a server that starts from an older file.</summary>
    private static void Restore(ConnectionMultiplexer connection, Dictionary<RedisKey, byte[]> dump)
    {
        var step = connection.GetDatabase().CreateTransaction();
        _ = step.ExecuteAsync("FLUSHDB");
        foreach (var (key, value) in dump)
            _ = step.KeyRestoreAsync(key, value);
        Assert.True(step.Execute());
    }
}
