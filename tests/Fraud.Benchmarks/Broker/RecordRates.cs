using System.Diagnostics;
using Confluent.Kafka;
using Fraud.Host.Runtime;
using Fraud.Ingest.Kafka;

namespace Fraud.Benchmarks.Broker;

/// <summary>How many records a second one producer stores and one consumer gets, with full batches.</summary>
internal static class RecordRates
{
    private const int RecordBytes = 200;
    private const double LingerMs = 20;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Records a second from the first produced to the last acknowledged.</summary>
    public static double Produce(string bootstrapServers, string topic, int partitions, long count, CancellationToken stop)
    {
        var config = KafkaClients.IdempotentProducer(bootstrapServers, LingerMs);
        config.EnableDeliveryReports = false;
        using var producer = new ProducerBuilder<Null, byte[]>(config).SetLogHandler((_, _) => { }).Build();
        var payloads = Payloads();
        var targets = Enumerable.Range(0, partitions).Select(index => new TopicPartition(topic, index)).ToArray();
        var begun = Stopwatch.GetTimestamp();
        for (long i = 0; i < count; i++)
            Send(producer, targets[i / 1000 % partitions], payloads[i % payloads.Length], stop);
        producer.Flush(stop);
        return count / Stopwatch.GetElapsedTime(begun).TotalSeconds;
    }

    /// <summary>Records a second of so many producers, each of which waits for the acknowledgement of one record before it sends the next.</summary>
    public static async Task<double> AcknowledgedAsync(string bootstrapServers, string topic, int producers, int each)
    {
        var payload = Payloads()[0];
        var begun = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, producers).Select(_ => Task.Run(async () =>
        {
            using var producer = new ProducerBuilder<Null, byte[]>(KafkaClients.IdempotentProducer(bootstrapServers)).SetLogHandler((_, _) => { }).Build();
            for (var i = 0; i < each; i++)
                await producer.ProduceAsync(new TopicPartition(topic, 0), new Message<Null, byte[]> { Value = payload });
        })));
        return producers * each / Stopwatch.GetElapsedTime(begun).TotalSeconds;
    }

    /// <summary>Records a second from the first to the last received.</summary>
    public static double Fetch(string bootstrapServers, string topic, int partitions, long count)
    {
        using var consumer = new ConsumerBuilder<Ignore, Ignore>(KafkaClients.ReadCommittedConsumer(bootstrapServers, $"{topic}-rate"))
            .SetLogHandler((_, _) => { }).Build();
        consumer.Assign(Enumerable.Range(0, partitions).Select(index => new TopicPartitionOffset(topic, index, 0)));
        Next(consumer);
        var begun = Stopwatch.GetTimestamp();
        for (long i = 1; i < count; i++)
            Next(consumer);
        return (count - 1) / Stopwatch.GetElapsedTime(begun).TotalSeconds;
    }

    private static void Next(IConsumer<Ignore, Ignore> consumer)
    {
        if (consumer.Consume(Patience) is null)
            throw new OperatingFaultException($"A record that was acknowledged did not come within {Patience.TotalSeconds} s.");
    }

    private static void Send(IProducer<Null, byte[]> producer, TopicPartition target, byte[] payload, CancellationToken stop)
    {
        while (true)
            try
            {
                producer.Produce(target, new Message<Null, byte[]> { Value = payload });
                return;
            }
            catch (ProduceException<Null, byte[]> full) when (full.Error.Code == ErrorCode.Local_QueueFull)
            {
                stop.ThrowIfCancellationRequested();
                producer.Poll(TimeSpan.FromMilliseconds(1));
            }
    }

    private static byte[][] Payloads()
    {
        var random = new Random(1);
        return [.. Enumerable.Range(0, 1024).Select(_ =>
        {
            var payload = new byte[RecordBytes];
            random.NextBytes(payload);
            return payload;
        })];
    }
}
