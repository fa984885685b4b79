using Confluent.Kafka;
using Fraud.Contracts;
using Fraud.Features.Profiles;
using Fraud.Ingest.Cdc;
using Fraud.Ingest.Kafka;
using Microsoft.Extensions.Logging;

namespace Fraud.Worker;

/// <summary>
/// Follows the CDC topics of the profile tables into memory. It moves between two batches only, so every decision of a batch sees the
/// profiles as of the same log position, which the decisions record.
/// </summary>
internal sealed class ProfileFeed : IDisposable
{
    /// <summary>Changes taken between two batches; the rest comes with the next.</summary>
    private const int ChangesMax = 5_000;

    private readonly ScoringOptions _options;
    private readonly ILogger _logger;
    private readonly IConsumer<byte[], byte[]> _consumer;
    private readonly Dictionary<string, string> _tableOfTopic;
    private SortedDictionary<string, long> _offsets = new(StringComparer.Ordinal);

    public ProfileFeed(ScoringOptions options, ILogger logger)
    {
        _options = options;
        _logger = logger;
        _tableOfTopic = options.ProfileTables.ToDictionary(Topics.Cdc);
        var config = KafkaClients.ReadCommittedConsumer(options.Kafka, $"{options.GroupId}-profiles");
        config.EnablePartitionEof = true;
        _consumer = new ConsumerBuilder<byte[], byte[]>(config)
            .SetLogHandler((_, message) => logger.LogDebug("librdkafka: {Message}", message.Message))
            .Build();
        _consumer.Assign(_tableOfTopic.Keys.Select(topic => new TopicPartitionOffset(topic, 0, Offset.Beginning)));
    }

    public ProfileTable Table { get; } = new();

    /// <summary>Next offset per table that <see cref="Table"/> includes. Never changed in place: decisions keep a reference.</summary>
    public IReadOnlyDictionary<string, long> Offsets => _offsets;

    /// <summary>Reads everything that is on the topics now.</summary>
    public void CatchUp(CancellationToken stop)
    {
        var behind = _tableOfTopic.Keys.ToHashSet();
        while (behind.Count > 0)
        {
            stop.ThrowIfCancellationRequested();
            if (_consumer.Consume(_options.KafkaTimeout) is not { } result)
                throw new KafkaException(new Error(ErrorCode.Local_TimedOut, "the CDC topics did not answer"));
            if (result.IsPartitionEOF)
                behind.Remove(result.Topic);
            else
                Apply(result, _offsets);
        }
    }

    /// <summary>Takes what has come since, without waiting.</summary>
    public void Advance()
    {
        SortedDictionary<string, long>? moved = null;
        for (var i = 0; i < ChangesMax && _consumer.Consume(TimeSpan.Zero) is { } result; i++)
        {
            if (result.IsPartitionEOF)
                continue;
            moved ??= new SortedDictionary<string, long>(_offsets, StringComparer.Ordinal);
            Apply(result, moved);
        }

        _offsets = moved ?? _offsets;
    }

    public void Dispose() => _consumer.Dispose();

    private void Apply(ConsumeResult<byte[], byte[]> result, SortedDictionary<string, long> offsets)
    {
        if (RowChangeDecoder.TryDecode(result.Message.Value, out var change, out var problem))
        {
            if (change is not null)
                Table.Apply(change);
        }
        else
        {
            _logger.LogWarning("Skipped {Topic}/0/{Offset}: {Problem}", result.Topic, result.Offset.Value, problem);
        }

        offsets[_tableOfTopic[result.Topic]] = result.Offset.Value + 1;
    }
}
