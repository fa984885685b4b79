using System.CommandLine;
using Confluent.Kafka;
using Fraud.Broker.Inspection;
using Fraud.Ingest.Kafka;
using Spectre.Console;

namespace Fraud.Host.Commands.Log;

/// <summary><c>fraud log topics</c>: every topic with its partitions, offsets, size, rate and open transactions.</summary>
internal static class LogTopicsCommand
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public static Command Create()
    {
        var instance = new InstanceOptions();
        var seconds = new Option<double>("--seconds") { Description = "Time over which the rate is measured; 0 leaves it out", HelpName = "S", DefaultValueFactory = _ => 1 };
        var command = new Command("topics", "List topics: partitions, offsets, size, records a second, open transactions.") { seconds };
        command.SetAction((parsed, stop) => ListAsync(instance.Kafka(parsed), TimeSpan.FromSeconds(parsed.GetValue(seconds)), stop));
        return instance.AddTo(command).WithExamples("fraud log topics", "fraud log topics --kafka 127.0.0.1:9092 --seconds 10");
    }

    private static async Task<int> ListAsync(string kafka, TimeSpan time, CancellationToken stop)
    {
        using var admin = new AdminClientBuilder(KafkaClients.Admin(kafka)).SetLogHandler((_, _) => { }).Build();
        using var consumer = new ConsumerBuilder<Ignore, Ignore>(KafkaClients.ReadCommittedConsumer(kafka, "fraud-log-topics"))
            .SetLogHandler((_, _) => { }).Build();
        var topics = admin.GetMetadata(Patience).Topics.OrderBy(topic => topic.Topic, StringComparer.Ordinal).ToList();
        var before = topics.ConvertAll(topic => Extent(consumer, topic));
        var (bytes, open) = await InspectAsync(kafka, stop);
        await Task.Delay(time, stop);
        var table = new Table().Border(TableBorder.Simple).AddColumn("topic");
        foreach (var column in (string[])["partitions", "offsets", "MB", "offsets/s", "open transactions"])
            table.AddColumn(new TableColumn(column).RightAligned());
        for (var i = 0; i < topics.Count; i++)
        {
            var name = topics[i].Topic;
            var rate = time > TimeSpan.Zero ? $"{(Extent(consumer, topics[i]).End - before[i].End) / time.TotalSeconds:N0}" : "-";
            table.AddRow(name.EscapeMarkup(), $"{topics[i].Partitions.Count}", $"{before[i].End - before[i].Start:N0}", Size(bytes, name), rate,
                open is null ? "-" : $"{open.Count(transaction => transaction.Topics.Contains(name))}");
        }
        AnsiConsole.Write(table);
        return 0;
    }

    /// <summary>Sizes and transactions; null where the broker does not tell this client.</summary>
    private static async Task<(IReadOnlyDictionary<string, long>? Bytes, IReadOnlyList<OpenTransaction>? Open)> InspectAsync(string kafka, CancellationToken stop)
    {
        try
        {
            using var inspector = await LogInspector.ConnectAsync(kafka, KafkaAccess.Read(KafkaConnection.Properties), stop);
            return (await inspector.TopicBytesAsync(stop), await inspector.OpenTransactionsAsync(stop));
        }
        catch (Exception error) when (error is IOException or OperationCanceledException && !stop.IsCancellationRequested)
        {
            return (null, null);
        }
    }

    private static string Size(IReadOnlyDictionary<string, long>? bytes, string topic) => bytes is null ? "-" : $"{bytes.GetValueOrDefault(topic) / 1e6:N1}";

    private static (long Start, long End) Extent(IConsumer<Ignore, Ignore> consumer, TopicMetadata topic)
    {
        var ranges = topic.Partitions.ConvertAll(partition => consumer.QueryWatermarkOffsets(new TopicPartition(topic.Topic, partition.PartitionId), Patience));
        return (ranges.Sum(range => range.Low.Value), ranges.Sum(range => range.High.Value));
    }
}
