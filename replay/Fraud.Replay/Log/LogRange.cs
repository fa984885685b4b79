using Confluent.Kafka;
using Fraud.Ingest.Kafka;

namespace Fraud.Replay.Log;

/// <summary>
/// Reads a range of offsets of each partition of a topic, committed records only, so that its user may go on in any partition at will. What is read
/// ahead is bounded per partition. For one thread.
/// </summary>
internal sealed class LogRange : IDisposable
{
    private const int AheadMax = 20_000;
    private static readonly TimeSpan AnswerTime = TimeSpan.FromSeconds(30);

    private readonly string _topic;
    private readonly IConsumer<byte[], byte[]> _consumer;
    private readonly Dictionary<int, Place> _places = [];

    /// <param name="kafka">Brokers as <c>host:port[,host:port]</c>.</param>
    /// <param name="topic">The topic.</param>
    /// <param name="ranges">First offset and the one after the last, per partition.</param>
    public LogRange(string kafka, string topic, IEnumerable<(int Partition, long From, long To)> ranges)
    {
        _topic = topic;
        var config = KafkaClients.ReadCommittedConsumer(kafka, "fraud-replay");
        config.EnablePartitionEof = true;
        _consumer = new ConsumerBuilder<byte[], byte[]>(config).SetLogHandler((_, _) => { }).Build();
        foreach (var (partition, from, to) in ranges.Where(range => range.From < range.To))
            _places.Add(partition, new Place(from, to));
        _consumer.Assign(_places.Select(place => new TopicPartitionOffset(topic, place.Key, place.Value.Next)));
    }

    /// <summary>The partitions that are read.</summary>
    public IEnumerable<int> Partitions => _places.Keys;

    /// <summary>The next record of a partition, which stays the next; null at the end of the range.</summary>
    /// <exception cref="TimeoutException">The log did not answer within 30 s.</exception>
    public ConsumeResult<byte[], byte[]>? Peek(int partition)
    {
        if (!_places.TryGetValue(partition, out var place))
            return null;
        while (place.Ahead.Count == 0 && !place.IsRead)
            Fill();
        return place.Ahead.TryPeek(out var next) ? next : null;
    }

    /// <summary>Goes on behind the next record of a partition.</summary>
    public void Skip(int partition)
    {
        var place = _places[partition];
        place.Ahead.Dequeue();
        if (!place.IsPaused || place.Ahead.Count > AheadMax / 2)
            return;
        _consumer.Resume([new TopicPartition(_topic, partition)]);
        place.IsPaused = false;
    }

    /// <summary>The oldest of the partitions' next records by the log's time; null when all are read.</summary>
    public ConsumeResult<byte[], byte[]>? PeekOldest() => _places.Keys
        .Select(Peek).OfType<ConsumeResult<byte[], byte[]>>().MinBy(record => (record.Message.Timestamp.UnixTimestampMs, record.Partition.Value));

    public void Dispose()
    {
        _consumer.Close();
        _consumer.Dispose();
    }

    private void Fill()
    {
        var result = _consumer.Consume(AnswerTime) ?? throw new TimeoutException($"{_topic} did not answer within {AnswerTime.TotalSeconds:0} s: look at the log's messages.");
        var place = _places[result.Partition.Value];
        var offset = result.Offset.Value;
        if (result.IsPartitionEOF || offset >= place.To)
        {
            // Offsets at the end may be transaction markers, which are never handed out.
            place.IsRead = true;
            return;
        }

        // After a pause the client may hand a record out again.
        if (offset < place.Next)
            return;
        place.Next = offset + 1;
        place.Ahead.Enqueue(result);
        place.IsRead = place.Next >= place.To;
        if (place.Ahead.Count < AheadMax || place.IsPaused)
            return;
        _consumer.Pause([result.TopicPartition]);
        place.IsPaused = true;
    }

    private sealed class Place(long from, long to)
    {
        public Queue<ConsumeResult<byte[], byte[]>> Ahead { get; } = new();

        public long Next { get; set; } = from;

        public long To { get; } = to;

        public bool IsRead { get; set; }

        public bool IsPaused { get; set; }
    }
}
