using Fraud.Contracts;
using Fraud.Contracts.Json;
using Fraud.Features;
using Fraud.Features.Profiles;
using Fraud.Host.Runtime;
using Fraud.Scoring;
using Fraud.Scoring.Policies;
using Fraud.TestKit;
using Fraud.Worker;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Fraud.IntegrationTests.Worker;

/// <summary>Redis is away: it stands still, as behind a network that lets nothing through.</summary>
public sealed class DegradationTests : IAsyncLifetime
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(90);
    private readonly CompiledPolicy _policy = TestPolicy.Compile();
    private readonly List<Payment> _payments = TestPayments.Make(3_000, seed: 11);
    private RedisServer? _redis;
    private OwnLog? _log;

    public async Task InitializeAsync()
    {
        _log = await OwnLog.StartAsync("degraded");
        _redis = new RedisServer(_log.Folder.File("redis"), NullLoggerFactory.Instance, TimeProvider.System);
        await _redis.StartAsync(CancellationToken.None);
        await using (await RunningStage.StartAsync(Options(RedisAway.Wait), _policy))
            await DecideAsync(_payments[..1_000]);
    }

    public async Task DisposeAsync()
    {
        UnixSignals.Send(_redis!.ProcessId, UnixSignal.Continue);
        await _redis.DisposeAsync();
        await _log!.DisposeAsync();
    }

    [Fact]
    public async Task Payments_whose_states_cannot_be_had_are_decided_once_without_features_and_counted_later()
    {
        await using (await RunningStage.StartAsync(Options(RedisAway.Degrade), _policy))
        {
            await DecideAsync(_payments[1_000..1_100]);
            UnixSignals.Send(_redis!.ProcessId, UnixSignal.Stop);
            await DecideAsync([.. _payments[1_100..2_000], .. _payments[..200], .. _payments[1_500..1_600]]);
            UnixSignals.Send(_redis.ProcessId, UnixSignal.Continue);
            await UntilNoLongerDegradedAsync(_payments[2_000..2_900]);
            await DecideAsync(_payments[2_900..]);
        }

        var decisions = Oracle.AssertExactlyOnce(Kafka, _policy);
        Assert.Contains(decisions, decision => decision.Degraded);
        Assert.All(decisions.Where(decision => decision.Degraded), decision => Assert.True(Redecided(decision).SequenceEqual(Bytes(decision))));
        var newest = _payments[2_900..].Select(payment => payment.PaymentId).ToHashSet();
        Assert.DoesNotContain(decisions, decision => decision.Degraded && newest.Contains(decision.PaymentId));
    }

    [Fact]
    public async Task A_payment_that_may_repeat_an_unknown_one_waits_for_Redis()
    {
        ObservedStore? observed = null;
        await using (await RunningStage.StartAsync(Options(RedisAway.Degrade, lookBackMax: 1), _policy, store => observed = new ObservedStore(store)))
        {
            await DecideAsync(_payments[1_000..1_100]);
            UnixSignals.Send(_redis!.ProcessId, UnixSignal.Stop);
            TestPayments.Publish(Kafka, [.. _payments[1_100..2_000], .. _payments[..200]]);
            await Eventually.UntilAsync(() => observed!.FailedReads > 0, Deadline, "the stage has met Redis away");
            UnixSignals.Send(_redis.ProcessId, UnixSignal.Continue);
            await DecideAsync(_payments[2_000..]);
        }

        Assert.DoesNotContain(Oracle.AssertExactlyOnce(Kafka, _policy), decision => decision.Degraded);
    }

    [Fact]
    public async Task By_default_the_stage_waits_for_Redis()
    {
        ObservedStore? observed = null;
        await using (await RunningStage.StartAsync(Options(RedisAway.Wait), _policy, store => observed = new ObservedStore(store)))
        {
            await DecideAsync(_payments[1_000..1_100]);
            UnixSignals.Send(_redis!.ProcessId, UnixSignal.Stop);
            TestPayments.Publish(Kafka, _payments[1_100..2_000]);
            await Eventually.UntilAsync(() => observed!.FailedReads > 0, Deadline, "the stage has met Redis away");
            UnixSignals.Send(_redis.ProcessId, UnixSignal.Continue);
            await DecideAsync(_payments[2_000..]);
        }

        Assert.DoesNotContain(Oracle.AssertExactlyOnce(Kafka, _policy), decision => decision.Degraded);
    }

    private string Kafka => _log!.Kafka;

    private static ReadOnlySpan<byte> Bytes(Decision decision)
    {
        var buffer = new System.Buffers.ArrayBufferWriter<byte>();
        DecisionJson.Write(decision, buffer);
        return buffer.WrittenSpan;
    }

    private ReadOnlySpan<byte> Redecided(Decision decision)
    {
        var pipeline = new DecisionPipeline(new FeatureStates(FeatureCatalogue.Default, new FeatureOptions()), new ProfileTable());
        return Bytes(pipeline.Redecide(_payments.Single(payment => payment.PaymentId == decision.PaymentId), decision, _policy));
    }

    /// <summary>Publishes payments one by one until one is decided with its features.</summary>
    private async Task UntilNoLongerDegradedAsync(IReadOnlyList<Payment> payments)
    {
        var next = 0;
        await Eventually.UntilAsync(
            async () =>
            {
                await DecideAsync([payments[next++]]);
                var id = payments[next - 1].PaymentId;
                return !TopicContents.Read(Kafka, Topics.Decisions).Select(record => DecisionJson.Read(record.Message.Value)).Single(d => d.PaymentId == id).Degraded;
            },
            Deadline, "payments are decided with features again");
    }

    private async Task DecideAsync(IReadOnlyList<Payment> payments)
    {
        TestPayments.Publish(Kafka, payments);
        await OwnLog.UntilDecidedAsync(Kafka);
    }

    private ScoringOptions Options(RedisAway away, int lookBackMax = 1_000_000) => new()
    {
        Kafka = Kafka,
        Redis = _redis!.ConnectionString,
        RedisAway = away,
        DegradeAfter = TimeSpan.FromMilliseconds(200),
        DegradedLookBackMax = lookBackMax,
        BatchMax = 100,
        FlushInterval = TimeSpan.FromMilliseconds(100),
        SessionTimeout = TimeSpan.FromSeconds(6),
    };
}
