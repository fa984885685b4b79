using System.Collections.Frozen;
using System.Globalization;
using Fraud.Broker.Storage;

namespace Fraud.Broker.Topics;

/// <summary>The settings of one topic that differ from the broker's, under Kafka's names.</summary>
internal sealed class TopicConfig(FrozenDictionary<string, string> values)
{
    public static readonly TopicConfig Empty = new(FrozenDictionary<string, string>.Empty);

    public FrozenDictionary<string, string> Values { get; } = values;

    /// <summary>What the logs of the topic do, given the broker's own settings.</summary>
    public LogOptions ToLogOptions(BrokerOptions broker)
    {
        var policy = Values.GetValueOrDefault("cleanup.policy", "delete");
        return new LogOptions
        {
            SegmentBytes = (int)Number("segment.bytes", broker.SegmentBytes),
            SegmentMs = Number("segment.ms", TopicSettings.SegmentMs),
            MessageBytesMax = (int)Number("max.message.bytes", broker.MessageBytesMax),
            FlushEveryBatch = broker.Flush == FlushMode.EveryBatch || Number("flush.messages", long.MaxValue) == 1,
            StampAppendTime = Values.GetValueOrDefault("message.timestamp.type") == "LogAppendTime",
            RetentionMs = Number("retention.ms", broker.RetentionMs),
            RetentionBytes = Number("retention.bytes", broker.RetentionBytes),
            Delete = policy.Contains("delete", StringComparison.Ordinal),
            Compact = policy.Contains("compact", StringComparison.Ordinal),
            DirtyRatioMin = double.Parse(Values.GetValueOrDefault("min.cleanable.dirty.ratio", "0.5"), CultureInfo.InvariantCulture),
            TombstoneMs = Number("delete.retention.ms", TopicSettings.TombstoneMs),
        };
    }

    private long Number(string name, long otherwise) =>
        Values.TryGetValue(name, out var text) ? long.Parse(text, CultureInfo.InvariantCulture) : otherwise;
}
