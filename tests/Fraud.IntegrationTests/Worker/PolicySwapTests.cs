using Confluent.Kafka;
using Fraud.Contracts;
using Fraud.Contracts.Json;
using Fraud.Ingest.Kafka;
using Fraud.Ingest.Policies;
using Fraud.Scoring.Policies;
using Fraud.TestKit;
using Fraud.Worker;
using Xunit;

namespace Fraud.IntegrationTests.Worker;

/// <summary>A policy that is published while payments flow.</summary>
public sealed class PolicySwapTests : IAsyncLifetime
{
    private const int Rate = 5_000;
    private const int Parts = 50;
    private readonly RedisFixture _redis = new();
    private readonly CompiledPolicy _before = TestPolicy.Compile();
    private OwnLog? _log;

    public async Task InitializeAsync()
    {
        await _redis.InitializeAsync();
        _log = await OwnLog.StartAsync("policy-swap");
    }

    public async Task DisposeAsync() => await _log!.DisposeAsync();

    [Fact]
    public async Task A_policy_published_while_payments_flow_takes_over_between_two_batches()
    {
        var payments = TestPayments.Make(3 * Rate, seed: 31, accounts: 500);
        await using var stage = await RunningStage.StartAsync(Options(), _before);
        using var policies = new PolicyLogProducer(_log!.Kafka);
        var after = await PublishedPolicies.WriteAsync(policies, points: 401);
        // A stage that is still joining its group would decide everything after the activation.
        TestPayments.Publish(_log.Kafka, payments[..Rate]);
        await OwnLog.UntilDecidedAsync(_log.Kafka);

        using var beat = new PeriodicTimer(TimeSpan.FromSeconds(1.0 / Parts));
        using var sender = new ProducerBuilder<byte[], byte[]>(KafkaClients.IdempotentProducer(_log.Kafka, lingerMs: 5)).Build();
        foreach (var part in payments.Skip(Rate).Chunk(Rate / Parts).Index())
        {
            TestPayments.Send(sender, part.Item);
            if (part.Index == Parts)
                await PublishedPolicies.StepAsync(policies, 1, PolicyStepKind.Activate, after.Digest);
            await beat.WaitForNextTickAsync();
        }

        sender.Flush();
        await OwnLog.UntilDecidedAsync(_log.Kafka);
        var decisions = Decisions();
        Assert.Equal(payments.Select(payment => payment.PaymentId).Order(), decisions.Select(placed => placed.Decision.PaymentId).Order());
        foreach (var partition in decisions.GroupBy(placed => placed.Partition))
        {
            Assert.Equal([_before.Digest, after.Digest], Changes(partition.Select(placed => placed.Decision.PolicyDigest)));
            // A transaction ends with a mark of its own on the log, so what stands without a gap was one batch.
            Assert.DoesNotContain(
                partition.Zip(partition.Skip(1)),
                pair => pair.Second.Offset == pair.First.Offset + 1 && pair.First.Decision.PolicyDigest != pair.Second.Decision.PolicyDigest);
        }
    }

    [Fact]
    public async Task A_stage_decides_nothing_before_it_has_read_which_policy_is_live()
    {
        using var policies = new PolicyLogProducer(_log!.Kafka);
        var live = await PublishedPolicies.WriteAsync(policies, points: 402);
        await PublishedPolicies.StepAsync(policies, 1, PolicyStepKind.Activate, live.Digest);
        TestPayments.Publish(_log.Kafka, TestPayments.Make(200, seed: 32));

        await using var stage = await RunningStage.StartAsync(Options(), _before);
        await OwnLog.UntilDecidedAsync(_log.Kafka);

        Assert.All(Decisions(), placed => Assert.Equal(live.Digest, placed.Decision.PolicyDigest));
    }

    [Fact]
    public async Task A_version_that_does_not_check_leaves_the_one_before_in_force()
    {
        using var policies = new PolicyLogProducer(_log!.Kafka);
        await using var stage = await RunningStage.StartAsync(Options(), _before);
        await policies.WriteAsync(PublishedPolicies.Version(points: 403) with { Digest = "broken", Source = "name: test" }, CancellationToken.None);
        await PublishedPolicies.StepAsync(policies, 1, PolicyStepKind.Activate, "broken");
        TestPayments.Publish(_log.Kafka, TestPayments.Make(100, seed: 33));
        await OwnLog.UntilDecidedAsync(_log.Kafka);
        Assert.All(Decisions(), placed => Assert.Equal(_before.Digest, placed.Decision.PolicyDigest));

        var good = await PublishedPolicies.WriteAsync(policies, points: 404);
        await PublishedPolicies.StepAsync(policies, 2, PolicyStepKind.Activate, good.Digest);
        await Eventually.UntilAsync(async () =>
        {
            TestPayments.Publish(_log.Kafka, [TestPayments.Make(1, seed: 34)[0] with { PaymentId = $"P{Decisions().Count}" }]);
            await OwnLog.UntilDecidedAsync(_log.Kafka);
            return Decisions().Any(placed => placed.Decision.PolicyDigest == good.Digest);
        });
    }

    private static List<string> Changes(IEnumerable<string> digests)
    {
        var changes = new List<string>();
        foreach (var digest in digests)
        {
            if (changes.LastOrDefault() != digest)
                changes.Add(digest);
        }

        return changes;
    }

    private List<(int Partition, long Offset, Decision Decision)> Decisions() =>
        [.. TopicContents.Read(_log!.Kafka, Topics.Decisions).Select(r => (r.Partition.Value, r.Offset.Value, DecisionJson.Read(r.Message.Value)))];

    private ScoringOptions Options() => new() { Kafka = _log!.Kafka, Redis = _redis.ConnectionString, StateNamespace = _log.Folder.Path };
}
