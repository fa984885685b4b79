using System.CommandLine;
using Confluent.Kafka;
using Fraud.Ingest.Kafka;
using Spectre.Console;

namespace Fraud.Host.Commands.Log;

/// <summary><c>fraud log topics</c>: every topic with its partitions and how many offsets it holds.</summary>
internal static class LogTopicsCommand
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public static Command Create()
    {
        var instance = new InstanceOptions();
        var command = new Command("topics", "List topics, their partitions and their offsets.");
        command.SetAction(parsed => List(instance.Kafka(parsed)));
        return instance.AddTo(command).WithExamples("fraud log topics", "fraud log topics --kafka 127.0.0.1:9092");
    }

    private static int List(string kafka)
    {
        using var admin = new AdminClientBuilder(KafkaClients.Admin(kafka)).SetLogHandler((_, _) => { }).Build();
        using var consumer = new ConsumerBuilder<Ignore, Ignore>(KafkaClients.ReadCommittedConsumer(kafka, "fraud-log-topics"))
            .SetLogHandler((_, _) => { }).Build();
        var table = new Table().Border(TableBorder.Simple)
            .AddColumns(new TableColumn("topic"), new TableColumn("partitions").RightAligned(), new TableColumn("offsets").RightAligned());
        foreach (var topic in admin.GetMetadata(Patience).Topics.OrderBy(topic => topic.Topic, StringComparer.Ordinal))
            table.AddRow(topic.Topic.EscapeMarkup(), $"{topic.Partitions.Count}", $"{topic.Partitions.Sum(partition => Held(consumer, topic.Topic, partition)):N0}");
        AnsiConsole.Write(table);
        return 0;
    }

    private static long Held(IConsumer<Ignore, Ignore> consumer, string topic, PartitionMetadata partition)
    {
        var range = consumer.QueryWatermarkOffsets(new TopicPartition(topic, partition.PartitionId), Patience);
        return range.High.Value - range.Low.Value;
    }
}
