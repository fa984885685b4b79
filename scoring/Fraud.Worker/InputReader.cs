using System.Runtime.InteropServices;
using Confluent.Kafka;
using Fraud.Contracts;
using Fraud.Ingest.Decoding;
using Fraud.Ingest.Kafka;
using Fraud.Scoring;
using Microsoft.Extensions.Logging;

namespace Fraud.Worker;

/// <summary>
/// Reads the payments of the owned partitions. Records below a partition's recovery target are gathered in <see cref="Gap"/> (to be
/// re-applied), all others in <see cref="Live"/> (to be decided).
/// </summary>
internal sealed class InputReader : IDisposable
{
    private static readonly TimeSpan FirstWait = TimeSpan.FromMilliseconds(50);

    private readonly ScoringOptions _options;
    private readonly PartitionTable _partitions;
    private readonly IConsumer<byte[], byte[]> _consumer;
    private readonly List<PaymentRecord> _gap = [];
    private readonly Dictionary<int, long> _gapNext = [];
    private bool _paused;

    public InputReader(ScoringOptions options, PartitionTable partitions, ILogger logger)
    {
        _options = options;
        _partitions = partitions;
        var config = KafkaClients.ReadCommittedConsumer(options.Kafka, options.GroupId);
        config.GroupInstanceId = options.InstanceId;
        config.SessionTimeoutMs = (int)options.SessionTimeout.TotalMilliseconds;
        config.HeartbeatIntervalMs = config.SessionTimeoutMs / 4;
        config.MaxPollIntervalMs = Math.Max(300_000, config.SessionTimeoutMs.Value);
        // Not cooperative: there a generation may leave partitions unassigned until a member that gave some up joins again, and a static
        // member that restarts in between takes its place without the rebalance that would hand them out.
        config.PartitionAssignmentStrategy = PartitionAssignmentStrategy.Range;
        config.EnablePartitionEof = true;
        // A missing offset is a gap that cannot be re-applied: it must be an error, never a jump.
        config.AutoOffsetReset = AutoOffsetReset.Error;
        _consumer = new ConsumerBuilder<byte[], byte[]>(config)
            .SetLogHandler((_, message) => logger.LogDebug("librdkafka: {Message}", message.Message))
            .SetErrorHandler((_, error) => logger.LogWarning("Log client: {Reason}", error.Reason))
            .SetPartitionsAssignedHandler((consumer, assigned) => _partitions.Assign(consumer, assigned))
            .SetPartitionsRevokedHandler((_, revoked) => Revoke(revoked))
            .SetPartitionsLostHandler((_, lost) => Revoke(lost))
            .Build();
    }

    /// <summary>Payments to decide, with refused records and offsets.</summary>
    public InputBatch Live { get; private set; } = new();

    /// <summary>Payments decided before, to be re-applied.</summary>
    public ReadOnlySpan<PaymentRecord> Gap => CollectionsMarshal.AsSpan(_gap);

    public IReadOnlyList<PaymentRecord> GapList => _gap;

    public IConsumerGroupMetadata GroupMetadata => _consumer.ConsumerGroupMetadata;

    /// <summary>Called before partitions are given up, while they are still owned.</summary>
    public Action? BeforeRevoke { get; set; }

    /// <summary>Goes on gathering into another batch, which is empty.</summary>
    public void GatherInto(InputBatch next) => Live = next;

    public void Subscribe() => _consumer.Subscribe(Topics.Payments);

    /// <summary>Gathers what is there: waits shortly for a first record, then takes the rest without waiting, up to the batch limit.</summary>
    public void Gather()
    {
        var wait = Live.Count > 0 ? TimeSpan.Zero : FirstWait;
        while (Live.Count < _options.BatchMax && _gap.Count < _options.BatchMax && _consumer.Consume(wait) is { } result)
        {
            Take(result);
            wait = TimeSpan.Zero;
        }

        if (_partitions.IsRecovering && Live.Count >= _options.BatchMax && !_paused)
        {
            // Live records wait here while others recover: stop fetching more of them.
            _consumer.Pause(_consumer.Assignment.Where(p => !_partitions[p.Partition.Value].IsRecovering));
            _paused = true;
        }

        if (_partitions.IsRecovering && Live.Count >= _options.BatchMax && _consumer.Consume(FirstWait) is { } gapResult)
            Take(gapResult);
    }

    /// <summary>Notes that the gathered gap is in memory and forgets it.</summary>
    public void GapApplied()
    {
        foreach (var (partition, next) in _gapNext)
            _partitions.Applied(partition, next);
        _gap.Clear();
        _gapNext.Clear();
        ResumeWhenRecovered();
    }

    /// <summary>Leaves the group's partitions to the static member id's next session.</summary>
    public void Dispose()
    {
        try
        {
            _consumer.Close();
        }
        catch (KafkaException)
        {
            // The broker is away; the session time-out does the same later.
        }

        _consumer.Dispose();
    }

    private void Take(ConsumeResult<byte[], byte[]> result)
    {
        var partition = result.Partition.Value;
        if (!_partitions.Owns(partition))
            return;
        var owned = _partitions[partition];
        var offset = result.Offset.Value;
        if (result.IsPartitionEOF)
        {
            // The offsets before the end may be transaction markers, which are never handed out.
            if (owned.IsRecovering)
                _gapNext[partition] = Math.Min(offset, owned.RecoverTo);
            return;
        }

        if (offset < owned.NextRead)
            return;
        owned.NextRead = offset + 1;
        var decoded = PaymentDecoder.TryDecode(result.Message.Value, out var payment, out var rejection);
        if (offset < owned.RecoverTo)
        {
            if (decoded)
                _gap.Add(new PaymentRecord(payment!, result.Topic, partition, offset));
            _gapNext[partition] = offset + 1;
            return;
        }

        if (owned.IsRecovering)
            _gapNext[partition] = owned.RecoverTo;
        Live.Add(result, decoded ? payment : null, rejection);
    }

    private void ResumeWhenRecovered()
    {
        if (!_paused || _partitions.IsRecovering)
            return;
        _consumer.Resume(_consumer.Assignment);
        _paused = false;
    }

    private void Revoke(List<TopicPartitionOffset> revoked)
    {
        BeforeRevoke?.Invoke();
        foreach (var partition in revoked.Select(p => p.Partition.Value))
        {
            Live.RemovePartition(partition);
            _gap.RemoveAll(p => p.Partition == partition);
            _gapNext.Remove(partition);
        }

        _partitions.Revoke(revoked.Select(p => p.Partition.Value));
        ResumeWhenRecovered();
    }
}
