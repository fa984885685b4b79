using System.CommandLine;
using Confluent.Kafka;
using Fraud.Ingest.Kafka;
using Spectre.Console;

namespace Fraud.Host.Commands.Log;

/// <summary><c>fraud log groups</c>: every consumer group with its members and its lag per topic.</summary>
internal static class LogGroupsCommand
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public static Command Create()
    {
        var instance = new InstanceOptions();
        var command = new Command("groups", "List consumer groups, their members and how far behind they are.");
        command.SetAction((parsed, _) => ListAsync(instance.Kafka(parsed)));
        return instance.AddTo(command).WithExamples("fraud log groups", "fraud log groups --kafka 127.0.0.1:9092");
    }

    private static async Task<int> ListAsync(string kafka)
    {
        using var admin = new AdminClientBuilder(KafkaClients.Admin(kafka)).SetLogHandler((_, _) => { }).Build();
        using var consumer = new ConsumerBuilder<Ignore, Ignore>(KafkaClients.ReadCommittedConsumer(kafka, "fraud-log-groups"))
            .SetLogHandler((_, _) => { }).Build();
        var table = new Table().Border(TableBorder.Simple).AddColumns("group", "state", "members", "topic").AddColumn(new TableColumn("lag").RightAligned());
        foreach (var group in admin.ListGroups(Patience).OrderBy(group => group.Group, StringComparer.Ordinal))
        {
            foreach (var (topic, lag) in await LagAsync(admin, consumer, group.Group))
                table.AddRow(group.Group.EscapeMarkup(), group.State, $"{group.Members.Count}", topic.EscapeMarkup(), $"{lag:N0}");
        }
        AnsiConsole.Write(table);
        return 0;
    }

    private static async Task<IReadOnlyList<(string Topic, long Lag)>> LagAsync(IAdminClient admin, IConsumer<Ignore, Ignore> consumer, string group)
    {
        var offsets = await admin.ListConsumerGroupOffsetsAsync([new ConsumerGroupTopicPartitions(group, null)]);
        var lags = offsets[0].Partitions.Where(partition => partition.Offset.Value >= 0).GroupBy(partition => partition.Topic).Select(topic =>
            (topic.Key, topic.Sum(partition => consumer.QueryWatermarkOffsets(partition.TopicPartition, Patience).High.Value - partition.Offset.Value)));
        return lags.DefaultIfEmpty(("-", 0L)).ToList();
    }
}
