using System.Text;
using System.Text.Json;
using Confluent.Kafka;
using Fraud.Contracts;
using Fraud.Ingest.Kafka;
using NpgsqlTypes;

namespace Fraud.Ingest.Cdc;

/// <summary>
/// The CDC topics as one connector writes them: in transactions, each of which also holds the position in the source that it reaches, as a
/// compacted record of <see cref="Topics.CdcPositions"/>. So changes and position are on the log both or neither, in all topics at once, and a
/// connector that was thought dead is fenced by its successor.
/// </summary>
internal sealed class ChangeLog : IDisposable
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan QueueFullPause = TimeSpan.FromMilliseconds(50);
    private readonly CdcOptions _options;
    private readonly IProducer<byte[]?, byte[]?> _producer;

    private ChangeLog(CdcOptions options, IProducer<byte[]?, byte[]?> producer)
    {
        _options = options;
        _producer = producer;
    }

    /// <summary>Takes the log over: aborts what a predecessor left open and fences it.</summary>
    /// <param name="options">Where the log is, and as whom.</param>
    /// <param name="topics">What will be written to.</param>
    public static ChangeLog Open(CdcOptions options, ReadOnlySpan<string> topics)
    {
        var config = KafkaClients.TransactionalProducer(options.Kafka, options.Name);
        config.TransactionTimeoutMs = (int)options.TransactionTimeout.TotalMilliseconds;
        var producer = new ProducerBuilder<byte[]?, byte[]?>(config).SetErrorHandler((_, _) => { }).SetLogHandler((_, _) => { }).Build();
        try
        {
            KafkaClients.LearnTopics(producer.Handle, Timeout, topics);
            producer.InitTransactions(Timeout);
            return new ChangeLog(options, producer);
        }
        catch
        {
            producer.Dispose();
            throw;
        }
    }

    /// <summary>The position reached; null when this connector has written nothing yet.</summary>
    public CdcPosition? ReadPosition()
    {
        using var consumer = new ConsumerBuilder<byte[], byte[]>(Config()).SetErrorHandler((_, _) => { }).SetLogHandler((_, _) => { }).Build();
        var place = new TopicPartition(Topics.CdcPositions, 0);
        var range = consumer.QueryWatermarkOffsets(place, Timeout);

        // Compaction leaves the newest file alone, so the topic can be long: look at its end first, and further back only when others fill it.
        for (long back = 1_000; ; back *= 10)
        {
            var start = Math.Max(range.Low.Value, range.High.Value - back);
            if (ReadFrom(consumer, place, start) is { } position) return position;
            if (start == range.Low.Value) return null;
        }
    }

    public void Begin() => _producer.BeginTransaction();

    public void Append(ChangeRecord record)
    {
        var message = new Message<byte[]?, byte[]?> { Key = record.Key, Value = record.Value };
        if (record.Header is { } header) message.Headers = new Headers { { header.Name, header.Value } };
        Produce(record.Topic!, message);
    }

    /// <summary>Ends the transaction: everything appended and the position become visible together.</summary>
    public void Commit(CdcPosition position)
    {
        var value = JsonSerializer.SerializeToUtf8Bytes(new StoredPosition(
            position.System, position.CommitLsn.ToString(), position.Index, position.LastCommit.ToString()));
        Produce(Topics.CdcPositions, new Message<byte[]?, byte[]?> { Key = Encoding.UTF8.GetBytes(_options.Name), Value = value });
        _producer.CommitTransaction(_options.TransactionTimeout);
    }

    public void Dispose() => _producer.Dispose();

    private void Produce(string topic, Message<byte[]?, byte[]?> message)
    {
        // Partition 0 always: a table's changes are read in commit order.
        var place = new TopicPartition(topic, 0);
        while (true)
        {
            try
            {
                _producer.Produce(place, message);
                return;
            }
            catch (ProduceException<byte[]?, byte[]?> e) when (e.Error.Code == ErrorCode.Local_QueueFull)
            {
                _producer.Poll(QueueFullPause);
            }
        }
    }

    private ConsumerConfig Config()
    {
        var config = KafkaClients.ReadCommittedConsumer(_options.Kafka, _options.Name);
        config.EnablePartitionEof = true;
        // The end is known when a fetch there comes back empty, which a broker holds back this long.
        config.FetchWaitMaxMs = 5;
        return config;
    }

    private CdcPosition? ReadFrom(IConsumer<byte[], byte[]> consumer, TopicPartition place, long start)
    {
        consumer.Assign(new TopicPartitionOffset(place, start));
        CdcPosition? found = null;
        while (true)
        {
            var record = consumer.Consume(Timeout)
                ?? throw new KafkaException(new Error(ErrorCode.Local_TimedOut, $"{place.Topic} did not answer"));
            if (record.IsPartitionEOF) return found;
            if (record.Message.Key is null || Encoding.UTF8.GetString(record.Message.Key) != _options.Name) continue;
            var stored = JsonSerializer.Deserialize<StoredPosition>(record.Message.Value)!;
            found = new CdcPosition(stored.System, NpgsqlLogSequenceNumber.Parse(stored.Lsn), stored.Index)
            {
                LastCommit = stored.LastCommit is { } end ? NpgsqlLogSequenceNumber.Parse(end) : default,
            };
        }
    }

    private sealed record StoredPosition(string System, string Lsn, long Index, string? LastCommit);
}
