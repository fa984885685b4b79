using Fraud.Contracts;
using Fraud.Contracts.Json;
using Fraud.Features;
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
    /// <summary>
    /// Fails unless every readable payment on the log has exactly one decision, at its own position, whose account and card features equal
    /// those of a single-threaded run over the same partition, or are absent where the decision is degraded.
    /// </summary>
    /// <returns>Decisions on the log.</returns>
    public static IReadOnlyList<Decision> AssertExactlyOnce(string bootstrap, CompiledPolicy policy)
    {
        var decisions = TopicContents.Read(bootstrap, Topics.Decisions).Select(r => DecisionJson.Read(r.Message.Value)).ToList();
        Assert.Empty(decisions.GroupBy(d => (d.AccountId, d.PaymentId)).Where(g => g.Count() > 1).Select(g => g.Key));
        var byPosition = decisions.ToDictionary(d => d.Position);
        var expected = Expected(bootstrap, policy);
        Assert.Equal(expected.Keys.Order(Comparer<LogPosition>.Create(Compare)), byPosition.Keys.Order(Comparer<LogPosition>.Create(Compare)));
        foreach (var (position, wanted) in expected)
            AssertSameOwnFeatures(wanted, byPosition[position]);
        return decisions;
    }

    private static Dictionary<LogPosition, Decision> Expected(string bootstrap, CompiledPolicy policy)
    {
        var oracle = new LogOracle(policy, partitionCount: 4);
        var expected = new Dictionary<LogPosition, Decision>();
        foreach (var record in TopicContents.Read(bootstrap, Topics.Payments))
        {
            if (!PaymentDecoder.TryDecode(record.Message.Value, out var payment, out _))
                continue;
            if (oracle.Decide(new PaymentRecord(payment, record.Topic, record.Partition.Value, record.Offset.Value)) is { } decision)
                expected.Add(decision.Position, decision);
        }

        return expected;
    }

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
            if (feature.Entity is EntityKind.Account or EntityKind.Card && !wanted.Features[i].Equals(found.Features[i]))
                Assert.Fail($"{feature.Name} of {found.Position}: expected {wanted.Features[i]}, found {found.Features[i]}");
        }
    }

    private static int Compare(LogPosition a, LogPosition b) =>
        a.Partition != b.Partition ? a.Partition.CompareTo(b.Partition) : a.Offset.CompareTo(b.Offset);
}
