using System.Collections.Frozen;
using System.Globalization;

namespace Fraud.Broker.Topics;

/// <summary>Every topic setting known, with Apache Kafka's defaults (https://kafka.apache.org/documentation/#topicconfigs).</summary>
internal static class TopicSettings
{
    public const long SegmentMs = 7L * 24 * 60 * 60 * 1000;
    public const long TombstoneMs = 24L * 60 * 60 * 1000;
    private static readonly string[] Policies = ["delete", "compact"];

    public static readonly FrozenDictionary<string, TopicSetting> All = new[]
    {
        List("cleanup.policy", "delete", Policies),
        OneOf("compression.type", "producer", "producer", "uncompressed", "gzip", "snappy", "lz4", "zstd"),
        Number("delete.retention.ms", SettingType.Long, _ => TombstoneMs, 0),
        Number("file.delete.delay.ms", SettingType.Long, _ => 60_000, 0),
        Number("flush.messages", SettingType.Long, broker => broker.Flush == FlushMode.EveryBatch ? 1 : long.MaxValue, 1),
        Number("flush.ms", SettingType.Long, _ => long.MaxValue, 0),
        Number("index.interval.bytes", SettingType.Int, _ => 4096, 0),
        Number("max.compaction.lag.ms", SettingType.Long, _ => long.MaxValue, 1),
        Number("max.message.bytes", SettingType.Int, broker => broker.MessageBytesMax, 0, int.MaxValue),
        Number("message.timestamp.after.max.ms", SettingType.Long, _ => 3_600_000, 0),
        Number("message.timestamp.before.max.ms", SettingType.Long, _ => long.MaxValue, 0),
        OneOf("message.timestamp.type", "CreateTime", "CreateTime", "LogAppendTime"),
        Ratio("min.cleanable.dirty.ratio", "0.5"),
        Number("min.compaction.lag.ms", SettingType.Long, _ => 0, 0),
        Number("min.insync.replicas", SettingType.Int, _ => 1, 1, int.MaxValue),
        OneOf("preallocate", "false", "true", "false") with { Type = SettingType.Boolean },
        Number("retention.bytes", SettingType.Long, broker => broker.RetentionBytes, -1),
        Number("retention.ms", SettingType.Long, broker => broker.RetentionMs, -1),
        Number("segment.bytes", SettingType.Int, broker => broker.SegmentBytes, 14, int.MaxValue),
        Number("segment.index.bytes", SettingType.Int, _ => 10_485_760, 4, int.MaxValue),
        Number("segment.jitter.ms", SettingType.Long, _ => 0, 0),
        Number("segment.ms", SettingType.Long, _ => SegmentMs, 1),
        OneOf("unclean.leader.election.enable", "false", "true", "false") with { Type = SettingType.Boolean },
    }.ToFrozenDictionary(setting => setting.Name);

    /// <summary>Null when the setting exists and the text is a value of it, else a sentence for the client.</summary>
    public static string? Complaint(string name, string? value)
    {
        if (!All.TryGetValue(name, out var setting))
            return $"Unknown topic config name: {name}";
        return value is not null && setting.IsValid(value) ? null : $"Invalid value {value ?? "null"} for configuration {name}";
    }

    private static TopicSetting Number(
        string name, SettingType type, Func<BrokerOptions, long> otherwise, long min, long max = long.MaxValue) =>
        new(name, type, broker => otherwise(broker).ToString(CultureInfo.InvariantCulture),
            text => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) && value >= min && value <= max);

    private static TopicSetting OneOf(string name, string otherwise, params string[] values) =>
        new(name, SettingType.String, _ => otherwise, values.Contains);

    private static TopicSetting List(string name, string otherwise, string[] values) =>
        new(name, SettingType.List, _ => otherwise,
            text => text.Length > 0 && text.Split(',', StringSplitOptions.TrimEntries).All(values.Contains));

    private static TopicSetting Ratio(string name, string otherwise) =>
        new(name, SettingType.Double, _ => otherwise,
            text => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value is >= 0 and <= 1);
}
