using System.CommandLine;
using System.Diagnostics;
using Confluent.Kafka;
using Fraud.Benchmarks.Running;
using Fraud.Host.Runtime;
using Fraud.Ingest.Kafka;
using Fraud.TestKit;

namespace Fraud.Benchmarks.Broker;

/// <summary>Consume → produce in transactions with no work between: the limit that the log and its clients set to everything built on them.</summary>
internal static class FloorBench
{
    private const int Partitions = 4;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public static Command Create()
    {
        var kafka = new Option<string?>("--kafka") { Description = "The broker (default: an embedded log of its own)", HelpName = "BOOTSTRAP" };
        var records = new Option<int>("--records") { Description = "Records passed through", HelpName = "N", DefaultValueFactory = _ => 1_000_000 };
        var batch = new Option<int>("--batch") { Description = "Most records of one transaction", HelpName = "N", DefaultValueFactory = _ => 10_000 };
        return BenchCommand.Create("floor", "Consume → produce in transactions, exactly once, with no work between.", [kafka, records, batch], async (parsed, stop) =>
        {
            await using var log = parsed.GetValue(kafka) is null ? await LogServer.StartAsync("none") : null;
            var bootstrap = parsed.GetValue(kafka) ?? log!.BootstrapServers;
            using var topics = new BenchTopics(bootstrap);
            var (input, output) = (await topics.CreateAsync(Partitions), await topics.CreateAsync(Partitions));
            RecordRates.Produce(bootstrap, input, Partitions, parsed.GetValue(records), stop);
            return Measure(bootstrap, input, output, parsed.GetValue(records), parsed.GetValue(batch));
        });
    }

    private static List<BenchFigure> Measure(string bootstrap, string input, string output, int records, int batch)
    {
        using var consumer = new ConsumerBuilder<byte[]?, byte[]>(KafkaClients.ReadCommittedConsumer(bootstrap, $"{input}-floor"))
            .SetLogHandler((_, _) => { }).Build();
        using var producer = BenchTopics.TransactionalProducer(bootstrap, $"{output}-floor", output);
        consumer.Subscribe(input);
        var positions = new Dictionary<TopicPartition, long>();
        var times = new List<double>();
        long begun = 0;
        for (var passed = 0; passed < records;)
        {
            var first = consumer.Consume(Patience) ?? throw new OperatingFaultException($"Only {passed} of {records} records came.");
            if (begun == 0)
                begun = Stopwatch.GetTimestamp();
            var transaction = Stopwatch.GetTimestamp();
            producer.BeginTransaction();
            passed += Pass(consumer, producer, output, first, batch, positions);
            producer.SendOffsetsToTransaction(positions.Select(position => new TopicPartitionOffset(position.Key, position.Value)), consumer.ConsumerGroupMetadata, Patience);
            producer.CommitTransaction(Patience);
            times.Add(Stopwatch.GetElapsedTime(transaction).TotalMilliseconds);
        }
        var rate = records / Stopwatch.GetElapsedTime(begun).TotalSeconds;
        consumer.Close();
        times.Sort();
        return
        [
            new BenchFigure("passed through in transactions", rate, "/s"),
            new BenchFigure("transactions", times.Count, ""),
            new BenchFigure("transaction, p50", times[times.Count / 2], "ms"),
            new BenchFigure("transaction, p99", times[times.Count * 99 / 100], "ms"),
        ];
    }

    private static int Pass(
        IConsumer<byte[]?, byte[]> consumer, IProducer<byte[]?, byte[]> producer, string output, ConsumeResult<byte[]?, byte[]> first, int batch,
        Dictionary<TopicPartition, long> positions)
    {
        var count = 0;
        for (var record = first; record is not null; record = count < batch ? consumer.Consume(TimeSpan.Zero) : null)
        {
            producer.Produce(new TopicPartition(output, record.Partition), new Message<byte[]?, byte[]> { Key = record.Message.Key, Value = record.Message.Value });
            positions[record.TopicPartition] = record.Offset.Value + 1;
            count++;
        }
        return count;
    }
}
