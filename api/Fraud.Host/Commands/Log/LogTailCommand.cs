using System.CommandLine;
using System.Globalization;
using System.Text;
using Confluent.Kafka;
using Fraud.Host.Runtime;
using Fraud.Ingest.Kafka;

namespace Fraud.Host.Commands.Log;

/// <summary><c>fraud log tail</c>: prints a topic's committed records as they come, one per line.</summary>
internal static class LogTailCommand
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public static Command Create()
    {
        var instance = new InstanceOptions();
        var topic = new Argument<string>("topic") { Description = "The topic" };
        var last = new Option<int>("--last") { Description = "Start this many offsets before each partition's end", HelpName = "N" };
        var fromStart = new Option<bool>("--from-start") { Description = "Start with the oldest record" };
        var count = new Option<int?>("--count") { Description = "End after this many records (default: Ctrl-C)", HelpName = "N" };
        var values = new Option<bool>("--values") { Description = "Print values alone, without position, time and key" };
        var command = new Command("tail", "Print a topic's committed records as they come, one per line.") { topic, last, fromStart, count, values };
        command.SetAction((parsed, stop) => Task.Run(() =>
        {
            var start = new Start(parsed.GetValue(fromStart), parsed.GetValue(last));
            return Tail(instance.Kafka(parsed), parsed.GetRequiredValue(topic), start, parsed.GetValue(count) ?? int.MaxValue, parsed.GetValue(values), stop);
        }));
        return instance.AddTo(command).WithExamples(
            "fraud log tail decisions.v1", "fraud log tail payments.v1 --from-start --count 5 --values", "fraud log tail alerts.v1 --kafka broker:9092 --last 10");
    }

    private sealed record Start(bool FromOldest, int Back);

    private static int Tail(string kafka, string topic, Start start, int count, bool valuesOnly, CancellationToken stop)
    {
        using var consumer = new ConsumerBuilder<byte[], byte[]>(KafkaClients.ReadCommittedConsumer(kafka, "fraud-log-tail"))
            .SetLogHandler((_, _) => { }).Build();
        consumer.Assign(Positions(consumer, kafka, topic, start));
        try
        {
            for (var printed = 0; printed < count; printed++)
                Console.Out.WriteLine(Line(consumer.Consume(stop), valuesOnly));
        }
        catch (OperationCanceledException)
        {
            return 0;
        }
        finally
        {
            consumer.Close();
        }
        return 0;
    }

    private static List<TopicPartitionOffset> Positions(IConsumer<byte[], byte[]> consumer, string kafka, string topic, Start start)
    {
        using var admin = new AdminClientBuilder(KafkaClients.Admin(kafka)).SetLogHandler((_, _) => { }).Build();
        var found = admin.GetMetadata(Patience).Topics.FirstOrDefault(known => known.Topic == topic)
            ?? throw new OperatingFaultException($"There is no topic {topic} at {kafka}: see fraud log topics.");
        return [.. found.Partitions.Select(partition =>
        {
            var place = new TopicPartition(topic, partition.PartitionId);
            var range = consumer.QueryWatermarkOffsets(place, Patience);
            return new TopicPartitionOffset(place, start.FromOldest ? range.Low : Math.Max(range.Low, range.High - start.Back));
        })];
    }

    private static string Line(ConsumeResult<byte[], byte[]> record, bool valueOnly)
    {
        var value = record.Message.Value is { } bytes ? Encoding.UTF8.GetString(bytes) : "(deleted)";
        var key = record.Message.Key is { } keyBytes ? Encoding.UTF8.GetString(keyBytes) : "-";
        var time = record.Message.Timestamp.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);
        return valueOnly ? value : $"{record.Partition.Value}:{record.Offset.Value} {time} {key} {value}";
    }
}
