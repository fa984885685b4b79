using Confluent.Kafka;
using Fraud.Contracts;
using Fraud.Ingest.Kafka;

namespace Fraud.Api.Projection;

/// <summary>
/// Reads committed decisions and alerts from every partition, from offsets the caller gives. It belongs to no consumer group: the offsets in
/// Postgres are the only ones, so nothing on the broker can disagree with them.
/// </summary>
internal sealed class DecisionLogConsumer : IDisposable
{
    private static readonly TimeSpan MetadataTimeout = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan FirstRecordWait = TimeSpan.FromMilliseconds(100);
    private readonly IConsumer<byte[], byte[]> _consumer;
    private readonly IAdminClient _admin;
    private readonly HashSet<TopicPartition> _assigned = [];

    public DecisionLogConsumer(string bootstrap)
    {
        var config = KafkaClients.ReadCommittedConsumer(bootstrap, "fraud-api-projection");
        config.EnablePartitionEof = true;
        _consumer = new ConsumerBuilder<byte[], byte[]>(config).SetLogHandler((_, _) => { }).SetErrorHandler((_, _) => { }).Build();
        _admin = new DependentAdminClientBuilder(_consumer.Handle).Build();
    }

    /// <summary>Starts reading partitions that are not read yet, at their stored offset or, unknown so far, at their beginning.</summary>
    /// <param name="offsets">Next offset per partition.</param>
    public void AssignNew(IReadOnlyDictionary<TopicPartition, long> offsets)
    {
        var found = _admin.GetMetadata(MetadataTimeout).Topics
            .Where(t => t.Topic is Topics.Decisions or Topics.Alerts && t.Error.Code == ErrorCode.NoError)
            .SelectMany(t => t.Partitions.Select(p => new TopicPartition(t.Topic, p.PartitionId)))
            .Where(_assigned.Add)
            .Select(p => new TopicPartitionOffset(p, offsets.TryGetValue(p, out var next) ? next : Offset.Beginning))
            .ToList();
        if (found.Count > 0) _consumer.IncrementalAssign(found);
    }

    /// <summary>Adds records to <paramref name="batch"/> until it is full or nothing more has arrived; waits 0.1 s for the first.</summary>
    public void Fill(ProjectionBatch batch, ProjectionOptions options, CancellationToken cancellationToken)
    {
        var wait = FirstRecordWait;
        while (batch.Records < options.BatchRecordsMax && batch.Bytes < options.BatchBytesMax)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var result = _consumer.Consume(wait);
            if (result is null) return;
            batch.Add(result);
            wait = TimeSpan.Zero;
        }
    }

    /// <summary>The end of a partition as last seen, never before <paramref name="next"/>.</summary>
    public long EndOf(TopicPartition partition, long next) => Math.Max(next, _consumer.GetWatermarkOffsets(partition).High.Value);

    public void Dispose()
    {
        _admin.Dispose();
        _consumer.Close();
        _consumer.Dispose();
    }
}
