using System.Text.Json;
using Confluent.Kafka;
using Fraud.Contracts;

namespace Fraud.Api.Projection;

/// <summary>What one transaction writes: rows, and where the projection stands after them. Reused from batch to batch.</summary>
internal sealed class ProjectionBatch
{
    private readonly Dictionary<TopicPartition, long> _next = [];

    public List<DecisionRow> Decisions { get; } = [];

    /// <summary>Decisions that take the place of others, in the order of the log per payment.</summary>
    public List<DecisionRow> Corrections { get; } = [];

    public List<AlertRecordRow> Alerts { get; } = [];

    public List<RejectedRow> Rejects { get; } = [];

    /// <summary>Next offset to read per partition, for the partitions this batch moves.</summary>
    public IReadOnlyDictionary<TopicPartition, long> Next => _next;

    public int Records { get; private set; }

    public long Bytes { get; private set; }

    /// <summary>Takes a record, or the end of a partition as far as it is committed.</summary>
    public void Add(ConsumeResult<byte[], byte[]> result)
    {
        _next[result.TopicPartition] = result.IsPartitionEOF ? result.Offset.Value : result.Offset.Value + 1;
        if (result.IsPartitionEOF) return;
        Records++;
        var value = result.Message.Value ?? [];
        Bytes += value.Length;
        try
        {
            if (result.Topic == Topics.Alerts) Alerts.Add(RecordDecoder.Alert(value, result.Message.Timestamp));
            else Add(RecordDecoder.Decision(value, result.Message.Timestamp));
        }
        catch (JsonException e)
        {
            Rejects.Add(new RejectedRow(result.Topic, result.Partition.Value, result.Offset.Value, e.Message));
        }
    }

    private void Add(DecisionRow row) => (row.Decision.Supersedes is null ? Decisions : Corrections).Add(row);

    public void Clear()
    {
        _next.Clear();
        Decisions.Clear();
        Corrections.Clear();
        Alerts.Clear();
        Rejects.Clear();
        Records = 0;
        Bytes = 0;
    }
}
