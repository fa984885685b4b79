using Confluent.Kafka;
using Fraud.Contracts;
using Fraud.Features.Labels;
using Fraud.Features.Profiles;
using Fraud.Ingest.Cdc;
using Fraud.Ingest.Decoding;
using Fraud.Ingest.Kafka;
using Microsoft.Extensions.Logging;

namespace Fraud.Worker;

/// <summary>
/// Follows what payments are joined with into memory: the CDC topics of the profile tables, and the labels. It moves between two batches only, so
/// every decision of a batch sees both as of the same log positions, which the decisions record.
/// </summary>
internal sealed class JoinFeed : IDisposable
{
    /// <summary>Records taken between two batches; the rest comes with the next.</summary>
    private const int RecordsMax = 5_000;

    /// <summary>How the labels' position is called among those of the tables.</summary>
    private const string LabelsName = "labels";

    private readonly ScoringOptions _options;
    private readonly ILogger _logger;
    private readonly IConsumer<byte[], byte[]> _consumer;
    private readonly Dictionary<string, string> _tableOfTopic;
    private SortedDictionary<string, long> _offsets = new(StringComparer.Ordinal);

    public JoinFeed(ScoringOptions options, ILogger logger)
    {
        _options = options;
        _logger = logger;
        _tableOfTopic = options.ProfileTables.ToDictionary(Topics.Cdc);
        var config = KafkaClients.ReadCommittedConsumer(options.Kafka, $"{options.GroupId}-joins");
        config.EnablePartitionEof = true;
        _consumer = new ConsumerBuilder<byte[], byte[]>(config)
            .SetLogHandler((_, message) => logger.LogDebug("librdkafka: {Message}", message.Message))
            .Build();
    }

    public ProfileTable Profiles { get; } = new();

    public KnownFrauds Frauds { get; } = new();

    /// <summary>
    /// Next offset per table that <see cref="Profiles"/> includes and, once there are any, the number of records of <c>labels.v1</c>, over all its
    /// partitions, that <see cref="Frauds"/> includes. Never changed in place: decisions keep a reference.
    /// </summary>
    public IReadOnlyDictionary<string, long> Offsets => _offsets;

    /// <summary>Reads everything that is on the topics now.</summary>
    public void CatchUp(CancellationToken stop)
    {
        var behind = Partitions().ToHashSet();
        _consumer.Assign(behind.Select(partition => new TopicPartitionOffset(partition, Offset.Beginning)));
        while (behind.Count > 0)
        {
            stop.ThrowIfCancellationRequested();
            if (_consumer.Consume(_options.KafkaTimeout) is not { } result)
                throw new KafkaException(new Error(ErrorCode.Local_TimedOut, "the topics of profiles and labels did not answer"));
            if (result.IsPartitionEOF)
                behind.Remove(result.TopicPartition);
            else
                Apply(result, _offsets);
        }
    }

    /// <summary>Takes what has come since, without waiting.</summary>
    public void Advance()
    {
        SortedDictionary<string, long>? moved = null;
        for (var i = 0; i < RecordsMax && _consumer.Consume(TimeSpan.Zero) is { } result; i++)
        {
            if (result.IsPartitionEOF)
                continue;
            moved ??= new SortedDictionary<string, long>(_offsets, StringComparer.Ordinal);
            Apply(result, moved);
        }

        _offsets = moved ?? _offsets;
    }

    public void Dispose() => _consumer.Dispose();

    /// <summary>A table has one partition; the labels have as many as the log says.</summary>
    private IEnumerable<TopicPartition> Partitions()
    {
        using var admin = new DependentAdminClientBuilder(_consumer.Handle).Build();
        var labels = admin.GetMetadata(Topics.Labels, _options.KafkaTimeout).Topics.Single(topic => topic.Topic == Topics.Labels);
        return
        [
            .. _tableOfTopic.Keys.Select(topic => new TopicPartition(topic, 0)),
            .. labels.Partitions.Select(partition => new TopicPartition(Topics.Labels, partition.PartitionId)),
        ];
    }

    private void Apply(ConsumeResult<byte[], byte[]> result, SortedDictionary<string, long> offsets)
    {
        if (result.Topic == Topics.Labels)
        {
            ApplyLabel(result);
            offsets[LabelsName] = offsets.GetValueOrDefault(LabelsName) + 1;
            return;
        }

        if (RowChangeDecoder.TryDecode(result.Message.Value, out var change, out var problem))
        {
            if (change is not null)
                Profiles.Apply(change);
        }
        else
        {
            Skipped(result, problem);
        }

        offsets[_tableOfTopic[result.Topic]] = result.Offset.Value + 1;
    }

    private void ApplyLabel(ConsumeResult<byte[], byte[]> result)
    {
        if (LabelDecoder.TryDecode(result.Message.Value, out var label, out var rejection))
            Frauds.Apply(label);
        else
            Skipped(result, rejection.Detail);
    }

    private void Skipped(ConsumeResult<byte[], byte[]> result, string problem) =>
        _logger.LogWarning("Skipped {Topic}/{Partition}/{Offset}: {Problem}", result.Topic, result.Partition.Value, result.Offset.Value, problem);
}
