using System.Globalization;

namespace Fraud.Broker.Topics;

/// <summary>The broker's options under Kafka's names, for tools that ask for them. They are given when the broker starts.</summary>
internal static class BrokerSettings
{
    public static List<DescribedSetting> Describe(BrokerOptions options) =>
    [
        Of("auto.create.topics.enable", options.AutoCreateTopics ? "true" : "false", SettingType.Boolean),
        Of("fetch.max.bytes", Text(options.FetchBytesMax), SettingType.Int),
        Of("group.initial.rebalance.delay.ms", Text(options.GroupInitialRebalanceDelay), SettingType.Int),
        Of("group.max.session.timeout.ms", Text(options.SessionTimeoutMax), SettingType.Int),
        Of("log.retention.bytes", Text(options.RetentionBytes), SettingType.Long),
        Of("log.retention.ms", Text(options.RetentionMs), SettingType.Long),
        Of("log.segment.bytes", Text(options.SegmentBytes), SettingType.Int),
        Of("max.connections", Text(options.ConnectionsMax), SettingType.Int),
        Of("message.max.bytes", Text(options.MessageBytesMax), SettingType.Int),
        Of("num.partitions", Text(options.DefaultPartitions), SettingType.Int),
        Of("offsets.retention.minutes", Text((long)options.OffsetsRetention.TotalMinutes), SettingType.Int),
        Of("socket.request.max.bytes", Text(options.RequestBytesMax), SettingType.Int),
        Of("transaction.max.timeout.ms", Text(options.TransactionTimeoutMax), SettingType.Int),
    ];

    private static DescribedSetting Of(string name, string value, SettingType type) => new(name, value, SettingSource.Broker, type, value);

    private static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Text(TimeSpan value) => Text((long)value.TotalMilliseconds);
}
