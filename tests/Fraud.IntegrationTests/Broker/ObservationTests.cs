using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Confluent.Kafka;
using Fraud.Broker.Inspection;
using Fraud.TestKit;
using Xunit;

namespace Fraud.IntegrationTests.Broker;

/// <summary>What operators see of a log: its metrics, and sizes and open transactions of any broker.</summary>
public sealed class ObservationTests
{
    [Theory]
    [OnEmbeddedLog]
    [OnApacheKafka]
    public async Task Sizes_and_open_transactions_are_told(BrokerKind kind)
    {
        var kafka = await KafkaCluster.OfAsync(kind);
        var (topic, id) = (await kafka.CreateTopicAsync(2), KafkaCluster.NewName("open"));
        using var producer = kafka.TransactionalProducer(id);
        producer.BeginTransaction();
        producer.Produce(topic, new Message<string?, string?> { Value = new string('x', 1000) });
        producer.Flush(KafkaCluster.Patience);
        using var inspector = await LogInspector.ConnectAsync(kafka.BootstrapServers);
        Assert.InRange((await inspector.TopicBytesAsync())[topic], 1000, 2000);
        var open = Assert.Single(await inspector.OpenTransactionsAsync(), transaction => transaction.Id == id);
        Assert.Equal([topic], open.Topics);
        producer.AbortTransaction(KafkaCluster.Patience);
        await Eventually.UntilAsync(async () => (await inspector.OpenTransactionsAsync()).All(transaction => transaction.Id != id));
    }

    [Fact]
    public async Task The_embedded_log_counts_records_bytes_lag_and_open_transactions()
    {
        var kafka = await KafkaCluster.OfAsync(BrokerKind.EmbeddedLog);
        var (topic, group) = (await kafka.CreateTopicAsync(), KafkaCluster.NewName("group"));
        using var metrics = new BrokerMeter();
        await kafka.ProduceAsync(topic, "a", "b", "c");
        Assert.Equal(3, metrics.Read("fraud.broker.records_in", ("topic", topic)));
        var stored = metrics.Read("fraud.broker.bytes_in", ("topic", topic));
        Assert.Equal(stored, metrics.Read("fraud.broker.topic_bytes", ("topic", topic)));
        Assert.Equal(0, metrics.Read("fraud.broker.bytes_out", ("topic", topic)));
        Assert.Equal(3, kafka.Values(topic).Count);
        Assert.InRange(metrics.Read("fraud.broker.bytes_out", ("topic", topic)), stored, 10 * stored);
        using (var consumer = kafka.Consumer(group))
            consumer.Commit([new TopicPartitionOffset(topic, 0, 1)]);
        Assert.Equal(2, metrics.Read("fraud.broker.group_lag", ("group", group), ("topic", topic)));
        using var producer = kafka.TransactionalProducer(KafkaCluster.NewName("open"));
        producer.BeginTransaction();
        producer.Produce(topic, new Message<string?, string?> { Value = "open" });
        producer.Flush(KafkaCluster.Patience);
        Assert.InRange(metrics.Read("fraud.broker.open_transactions"), 1, int.MaxValue);
        Assert.InRange(metrics.Read("fraud.broker.connections"), 1, int.MaxValue);
        producer.AbortTransaction(KafkaCluster.Patience);
    }

    /// <summary>The newest value of each instrument and its tags. Several brokers of one process have the same instruments: values with other tags differ.</summary>
    private sealed class BrokerMeter : IDisposable
    {
        private readonly MeterListener _listener = new();
        private readonly ConcurrentDictionary<string, double> _values = new();

        public BrokerMeter()
        {
            _listener.InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Name == "Fraud.Broker")
                    listener.EnableMeasurementEvents(instrument);
            };
            _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Note(instrument, value, tags));
            _listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Note(instrument, value, tags));
            _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Note(instrument, value, tags));
            _listener.Start();
        }

        public double Read(string instrument, params (string Name, string Value)[] tags)
        {
            _values.Clear();
            _listener.RecordObservableInstruments();
            return _values[$"{instrument} {string.Join(' ', tags.Select(tag => $"{tag.Name}={tag.Value}"))}".TrimEnd()];
        }

        public void Dispose() => _listener.Dispose();

        private void Note(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            var key = instrument.Name;
            foreach (var tag in tags)
                key += $" {tag.Key}={tag.Value}";
            _values.AddOrUpdate(key, value, (_, other) => other + value);
        }
    }
}
