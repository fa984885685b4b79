using Fraud.Contracts;
using Fraud.Contracts.Json;
using Fraud.Features;
using Fraud.Features.Labels;
using Fraud.Features.Redis;
using Fraud.Ingest.Decoding;
using Fraud.Replay.Verification;
using Fraud.Scoring;
using Fraud.Scoring.Policies;
using Fraud.TestKit;
using Xunit;

namespace Fraud.IntegrationTests.Worker;

/// <summary>What a single thread that never fails would have decided over the same log.</summary>
internal static class Oracle
{
    private const int Partitions = 4;

    /// <summary>
    /// Fails unless every readable payment on the log has exactly one decision, at its own position, whose account and card features equal
    /// those of a single-threaded run over the same partition, or are absent where the decision is degraded.
    /// </summary>
    /// <param name="bootstrap">The log.</param>
    /// <param name="policy">The policy decided under.</param>
    /// <param name="frauds">What labels told before the first payment.</param>
    /// <returns>Decisions on the log.</returns>
    public static IReadOnlyList<Decision> AssertExactlyOnce(string bootstrap, CompiledPolicy policy, KnownFrauds? frauds = null)
    {
        var decisions = Decisions(bootstrap).Where(decision => decision.Supersedes is null).ToList();
        Assert.Empty(decisions.GroupBy(d => (d.AccountId, d.PaymentId)).Where(g => g.Count() > 1).Select(g => g.Key));
        var byPosition = decisions.ToDictionary(d => d.Position);
        var expected = Expected(bootstrap, policy, frauds);
        Assert.Equal(expected.Keys.Order(Comparer<LogPosition>.Create(Compare)), byPosition.Keys.Order(Comparer<LogPosition>.Create(Compare)));
        foreach (var (position, wanted) in expected)
            AssertSameOwnFeatures(wanted, byPosition[position]);
        return decisions;
    }

    /// <summary>Fails unless the states in Redis equal, byte for byte, those of a single-threaded run over the log.</summary>
    public static async Task AssertStatesAsync(string bootstrap, CompiledPolicy policy, RedisStateOptions redis)
    {
        var oracle = new LogOracle(policy, Partitions);
        Run(oracle, TopicContents.Read(bootstrap, Topics.Payments).Select(r => (r.Message.Value, Position(r))));
        await using var store = await RedisStateStore.ConnectAsync(redis);
        for (var partition = 0; partition < Partitions; partition++)
        {
            var wanted = oracle.States(partition).ToDictionary(write => write.Key, write => write.Bytes);
            await store.LoadAsync([.. wanted.Keys], (key, found) => Assert.True(found.Span.SequenceEqual(wanted[key].Span), $"{key} differs"), default);
        }
    }

    /// <summary>All decisions on the log.</summary>
    public static IReadOnlyList<Decision> Decisions(string bootstrap) =>
        [.. TopicContents.Read(bootstrap, Topics.Decisions).Select(r => DecisionJson.Read(r.Message.Value))];

    /// <summary>What is decided about payments of which the log may have lost some, by the payments' ids; each keeps its account's order.</summary>
    public static Dictionary<string, Decision> Expected(CompiledPolicy policy, IEnumerable<Payment> payments)
    {
        var oracle = new LogOracle(policy, partitionCount: 1);
        return payments.Select((payment, offset) => oracle.Decide(new PaymentRecord(payment, Topics.Payments, 0, offset))!).ToDictionary(d => d.PaymentId);
    }

    /// <summary>Fails unless each decision's account and card features are those expected.</summary>
    public static void AssertSameOwnFeatures(Dictionary<string, Decision> expected, IReadOnlyList<Decision> found)
    {
        Assert.Equal(expected.Count, found.Count);
        foreach (var decision in found)
            AssertSameOwnFeatures(expected[decision.PaymentId], decision);
    }

    private static Dictionary<LogPosition, Decision> Expected(string bootstrap, CompiledPolicy policy, KnownFrauds? frauds) => Run(
        new LogOracle(policy, Partitions, frauds), TopicContents.Read(bootstrap, Topics.Payments).Select(r => (r.Message.Value, Position(r))));

    private static Dictionary<LogPosition, Decision> Run(LogOracle oracle, IEnumerable<(byte[] Payment, LogPosition Position)> records)
    {
        var expected = new Dictionary<LogPosition, Decision>();
        foreach (var (bytes, position) in records)
        {
            if (!PaymentDecoder.TryDecode(bytes, out var payment, out _))
                continue;
            if (oracle.Decide(new PaymentRecord(payment, position.Topic, position.Partition, position.Offset)) is { } decision)
                expected.Add(decision.Position, decision);
        }

        return expected;
    }

    private static LogPosition Position(Confluent.Kafka.ConsumeResult<byte[], byte[]> record) => new(record.Topic, record.Partition.Value, record.Offset.Value);

    private static void AssertSameOwnFeatures(Decision wanted, Decision found)
    {
        if (found.Degraded)
        {
            Assert.All(found.Features, feature => Assert.Equal(double.NaN, feature));
            return;
        }

        for (var i = 0; i < wanted.Features.Length; i++)
        {
            var feature = FeatureCatalogue.Default.Features[i];
            var isOwn = feature.Entity is EntityKind.Account or EntityKind.Card or null || feature.Name.Contains(".fraud_count", StringComparison.Ordinal);
            if (isOwn && !wanted.Features[i].Equals(found.Features[i]))
                Assert.Fail($"{feature.Name} of {found.Position}: expected {wanted.Features[i]}, found {found.Features[i]}");
        }
    }

    private static int Compare(LogPosition a, LogPosition b) =>
        a.Partition != b.Partition ? a.Partition.CompareTo(b.Partition) : a.Offset.CompareTo(b.Offset);
}
