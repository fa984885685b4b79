using System.Diagnostics.Metrics;
using Fraud.Broker.Coordination.Transactions;
using Fraud.Broker.Topics;

namespace Fraud.Broker.Server;

/// <summary>What the broker tells of itself, under the meter <c>Fraud.Broker</c>. Everything is read when somebody looks.</summary>
internal sealed class BrokerMetrics : IDisposable
{
    private readonly BrokerServices _services;
    private readonly Meter _meter = new("Fraud.Broker");

    public BrokerMetrics(BrokerServices services, Func<int> openConnections)
    {
        _services = services;
        _meter.CreateObservableCounter("fraud.broker.records_in", () => PerTopic(traffic => traffic.RecordsIn), "{record}", "Records stored, by topic");
        _meter.CreateObservableCounter("fraud.broker.bytes_in", () => PerTopic(traffic => traffic.BytesIn), "By", "Bytes stored, by topic");
        _meter.CreateObservableCounter("fraud.broker.bytes_out", () => PerTopic(traffic => traffic.BytesOut), "By", "Bytes of records sent, by topic");
        _meter.CreateObservableGauge("fraud.broker.topic_bytes", TopicBytes, "By", "Bytes on disk, by topic");
        _meter.CreateObservableGauge("fraud.broker.group_lag", GroupLag, "{record}", "Offsets between what a group committed and the end, by group and topic");
        _meter.CreateObservableGauge("fraud.broker.open_transactions", () => Open.Count(), "{transaction}", "Transactions begun and not ended");
        _meter.CreateObservableGauge("fraud.broker.oldest_transaction", OldestTransaction, "s", "Age of the oldest open transaction: readers of committed records wait for it");
        _meter.CreateObservableGauge("fraud.broker.connections", openConnections, "{connection}", "Open connections");
    }

    private IEnumerable<Transaction> Open => _services.Transactions.All.Where(transaction => transaction.State == TransactionState.Ongoing);

    public void Dispose() => _meter.Dispose();

    private IEnumerable<Measurement<long>> PerTopic(Func<Traffic, long> value) => _services.Topics.All.Select(
        topic => new Measurement<long>(topic.Partitions.Sum(partition => value(partition.Traffic)), Tag("topic", topic.Name)));

    private IEnumerable<Measurement<long>> TopicBytes() => _services.Topics.All.Select(
        topic => new Measurement<long>(topic.Partitions.Sum(partition => partition.Log.Bytes), Tag("topic", topic.Name)));

    private List<Measurement<long>> GroupLag()
    {
        var lags = new List<Measurement<long>>();
        foreach (var group in _services.Groups.All)
            lock (group.Gate)
                foreach (var topic in group.Offsets.Committed.GroupBy(offset => offset.Key.Topic, StringComparer.Ordinal))
                    lags.Add(new Measurement<long>(
                        topic.Sum(offset => Math.Max(0, (_services.Topics.Find(offset.Key)?.Log.View.EndOffset ?? 0) - offset.Value.Offset)),
                        Tag("group", group.Id), Tag("topic", topic.Key)));
        return lags;
    }

    private double OldestTransaction()
    {
        var now = _services.Clock.GetUtcNow().ToUnixTimeMilliseconds();
        return Open.Select(transaction => (now - transaction.StartedMs) / 1000.0).DefaultIfEmpty(0).Max();
    }

    private static KeyValuePair<string, object?> Tag(string name, string value) => new(name, value);
}
