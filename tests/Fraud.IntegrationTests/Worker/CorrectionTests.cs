using Confluent.Kafka;
using Fraud.Contracts;
using Fraud.Contracts.Json;
using Fraud.Features.Redis;
using Fraud.Features.Redis.Savepoints;
using Fraud.Ingest.Kafka;
using Fraud.Replay.Corrections;
using Fraud.Replay.Verification;
using Fraud.Scoring.Policies;
using Fraud.TestKit;
using Fraud.Worker;
using Fraud.Worker.Savepoints;
using Xunit;

namespace Fraud.IntegrationTests.Worker;

/// <summary>What was decided under a wrong policy is decided again from a savepoint.</summary>
public sealed class CorrectionTests(RedisFixture redis) : IClassFixture<RedisFixture>, IAsyncLifetime
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(90);
    private static int _namespaces;

    private readonly string _namespace = $"corrections-{Interlocked.Increment(ref _namespaces)}";
    private readonly CompiledPolicy _right = TestPolicy.Compile();
    private readonly CompiledPolicy _wrong = TestPolicy.Compile(points: 10);
    private OwnLog _log = null!;

    private string Kafka => _log.Kafka;

    private SavepointTarget Target => new() { Kafka = Kafka, Redis = new RedisStateOptions { Configuration = redis.ConnectionString, Namespace = _namespace } };

    public async Task InitializeAsync() => _log = await OwnLog.StartAsync("corrections");

    public async Task DisposeAsync() => await _log.DisposeAsync();

    [Fact]
    public async Task Decisions_made_wrongly_since_a_savepoint_are_corrected_once_linked_and_only_where_they_differ()
    {
        var payments = TestPayments.Make(3_000, seed: 21);
        await DecideAsync(payments[..1_000], _right);
        var savepoint = await new SavepointCreation(Target, new SavepointFolder(_log.Folder.File("savepoints")), TimeProvider.System)
            .CreateAsync("before", new Unseen(), default);
        await DecideAsync(payments[1_000..], _wrong);

        using (var broken = new CancellationTokenSource())
            Assert.Throws<OperationCanceledException>(() => Run(savepoint, _right, read => broken.Cancel(), broken.Token));
        var first = Run(savepoint, _right);
        var second = Run(savepoint, _right);

        Assert.Equal((2_000, 0), (first.Redecided, second.Redecided));
        var oracle = Oracle.Expected(_right, payments);
        var all = Oracle.Decisions(Kafka);
        var records = TopicContents.Read(Kafka, Topics.Decisions).ToDictionary(
            r => new LogPosition(r.Topic, r.Partition.Value, r.Offset.Value), r => DecisionJson.Read(r.Message.Value));
        var corrections = all.Where(d => d.Supersedes is not null).ToList();
        Assert.NotEmpty(corrections);
        Assert.Equal(corrections.Count, corrections.Select(c => c.Position).Distinct().Count());
        Assert.All(corrections, correction =>
        {
            var old = records[correction.Supersedes!.Record];
            Assert.Equal((correction.Position, correction.PaymentId), (old.Position, old.PaymentId));
            Assert.Equal("the policy was wrong", correction.Supersedes.Why);
            Assert.True(old.Outcome != correction.Outcome || old.Score != correction.Score || !old.Reasons.SequenceEqual(correction.Reasons));
        });
        foreach (var inForce in all.GroupBy(d => d.Position).Select(g => g.Last()))
        {
            var wanted = oracle[inForce.PaymentId];
            Assert.Equal((wanted.Outcome, wanted.Score), (inForce.Outcome, inForce.Score));
            Assert.Equal(wanted.Reasons, inForce.Reasons);
        }

        Oracle.AssertExactlyOnce(Kafka, _right);
        var proof = Prove(_right, _wrong);
        Assert.Null(proof.First);
        Assert.Equal(all.Count, proof.Proven);
        var changed = corrections.Where(c => c.Outcome != Outcome.Approve || records[c.Supersedes!.Record].Outcome != Outcome.Approve).Select(c => c.PaymentId).ToHashSet();
        Assert.Subset(TopicContents.Read(Kafka, Topics.Alerts).Select(r => PaymentOf(r.Message.Value)).ToHashSet(), changed);
    }

    [Fact]
    public async Task What_was_decided_rightly_needs_no_correction()
    {
        var payments = TestPayments.Make(1_000, seed: 22);
        await DecideAsync(payments[..500], _right);
        var savepoint = await new SavepointCreation(Target, new SavepointFolder(_log.Folder.File("savepoints")), TimeProvider.System)
            .CreateAsync("before", new Unseen(), default);
        await DecideAsync(payments[500..], _right);

        var report = Run(savepoint, _right);

        Assert.Equal((500, 0), (report.Redecided, report.Corrections));
        Assert.Equal(1_000, TopicContents.Read(Kafka, Topics.Decisions).Count);
    }

    [Fact]
    public async Task A_decision_that_was_changed_or_made_under_an_unknown_policy_is_not_proven()
    {
        await DecideAsync(TestPayments.Make(200, seed: 23), _right);
        Assert.Equal((200, 0), (Prove(_right).Proven, Prove(_right).Different));

        var unknown = Prove(_wrong);
        Assert.Equal(200, unknown.UnknownPolicies[_right.Digest]);
        Assert.Contains(_right.Digest, unknown.First!, StringComparison.Ordinal);

        var last = TopicContents.Read(Kafka, Topics.Decisions).Where(record => record.Partition.Value == 0).Last();
        var changed = DecisionJson.Read(last.Message.Value) with { Score = 999 };
        var bytes = new System.Buffers.ArrayBufferWriter<byte>();
        DecisionJson.Write(changed, bytes);
        using (var producer = new ProducerBuilder<byte[], byte[]>(KafkaClients.IdempotentProducer(Kafka)).Build())
        {
            producer.Produce(new TopicPartition(Topics.Decisions, 0), new Message<byte[], byte[]> { Key = last.Message.Key, Value = bytes.WrittenSpan.ToArray() });
            producer.Flush();
        }

        // From the changed record on: the reader takes payments in their order, and the original came before.
        var found = Prove(last.Offset.Value + 1, _right);
        Assert.Equal(1, found.Different);
        Assert.Contains(changed.PaymentId, found.First!, StringComparison.Ordinal);
    }

    private ProofReport Prove(params CompiledPolicy[] policies) => Prove(0, policies);

    private ProofReport Prove(long from, params CompiledPolicy[] policies)
    {
        using var positions = new GroupPositions(Kafka, ScoringOptions.GroupIdDefault, Deadline);
        return new LogProof(Kafka, policies).Run(
            [.. positions.Partitions.Select(partition => (partition, partition == 0 ? from : 0, positions.StableEnd(Topics.Decisions, partition)))],
            positions.Partitions.ToDictionary(partition => partition, partition => positions.StableEnd(Topics.Payments, partition)), _ => { }, default);
    }

    private static string PaymentOf(byte[] alert) => System.Text.Json.JsonDocument.Parse(alert).RootElement.GetProperty("payment").GetProperty("payment_id").GetString()!;

    private CorrectionReport Run(Savepoint savepoint, CompiledPolicy policy, Action<long>? progress = null, CancellationToken stop = default)
    {
        using var positions = new GroupPositions(Kafka, ScoringOptions.GroupIdDefault, Deadline);
        var plan = new CorrectionPlan
        {
            Kafka = Kafka,
            Group = ScoringOptions.GroupIdDefault,
            Savepoint = savepoint,
            Until = positions.Committed(),
            Policy = policy,
            Why = "the policy was wrong",
        };
        return new CorrectionRun(plan).Run(
            positions.Partitions.ToDictionary(partition => partition, partition => positions.StableEnd(Topics.Decisions, partition)), progress ?? (_ => { }), stop);
    }

    private async Task DecideAsync(IEnumerable<Payment> payments, CompiledPolicy policy)
    {
        var options = new ScoringOptions { Kafka = Kafka, Redis = redis.ConnectionString, StateNamespace = _namespace, InstanceId = "a", BatchMax = 100 };
        await using var stage = await RunningStage.StartAsync(options, policy);
        TestPayments.Publish(Kafka, payments);
        await OwnLog.UntilDecidedAsync(Kafka);
    }

    private sealed class Unseen : IProgress<SavepointProgress>
    {
        public void Report(SavepointProgress value)
        {
        }
    }
}
