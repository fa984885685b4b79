using System.Buffers.Binary;
using System.Diagnostics;
using Confluent.Kafka;
using Fraud.Host.Runtime;
using Fraud.Ingest.Kafka;

namespace Fraud.Benchmarks.Broker;

/// <summary>Time from producing a record to having it in a consumer, at a fixed rate: a late record does not make the next one later.</summary>
internal static class RecordLatency
{
    private const int WarmUp = 1000;
    private const int RecordBytes = 200;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <returns>Milliseconds of each record, in order of size.</returns>
    public static async Task<double[]> MeasureAsync(string bootstrapServers, string topic, int perSecond, TimeSpan time, CancellationToken stop)
    {
        using var consumer = new ConsumerBuilder<Ignore, byte[]>(KafkaClients.ReadCommittedConsumer(bootstrapServers, $"{topic}-latency"))
            .SetLogHandler((_, _) => { }).Build();
        consumer.Assign(new TopicPartitionOffset(topic, 0, 0));
        using var producer = new ProducerBuilder<Null, byte[]>(KafkaClients.IdempotentProducer(bootstrapServers)).SetLogHandler((_, _) => { }).Build();
        KafkaClients.LearnTopics(producer.Handle, Patience, topic);
        var count = WarmUp + (int)(perSecond * time.TotalSeconds);
        var sending = Task.Run(() => SendAsync(producer, topic, perSecond, count, stop), stop);
        var latencies = new double[count];
        for (var i = 0; i < count; i++)
        {
            var record = consumer.Consume(Patience) ?? throw new OperatingFaultException("A record did not come.");
            latencies[i] = Stopwatch.GetElapsedTime(BinaryPrimitives.ReadInt64LittleEndian(record.Message.Value)).TotalMilliseconds;
        }
        await sending;
        return [.. latencies.Skip(WarmUp).Order()];
    }

    private static async Task SendAsync(IProducer<Null, byte[]> producer, string topic, int perSecond, int count, CancellationToken stop)
    {
        var interval = Stopwatch.Frequency / perSecond;
        var due = Stopwatch.GetTimestamp();
        for (var i = 0; i < count; i++, due += interval)
        {
            // A delay is longer than one interval: several are sent after it, each with the time at which it was due.
            while (Stopwatch.GetTimestamp() < due)
                await Task.Delay(1, stop);
            var payload = new byte[RecordBytes];
            BinaryPrimitives.WriteInt64LittleEndian(payload, due);
            producer.Produce(topic, new Message<Null, byte[]> { Value = payload });
        }
        producer.Flush(stop);
    }
}
