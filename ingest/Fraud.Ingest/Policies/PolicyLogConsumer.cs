using Confluent.Kafka;
using Fraud.Contracts;
using Fraud.Ingest.Kafka;

namespace Fraud.Ingest.Policies;

/// <summary>Reads <c>policy.v1</c> from its beginning and follows it. Used by one thread at a time.</summary>
public sealed class PolicyLogConsumer : IDisposable
{
    private readonly TopicPartition _place = new(Topics.Policy, 0);
    private readonly TimeSpan _patience;
    private readonly IConsumer<byte[], byte[]> _consumer;
    private long _next;

    /// <summary>Opens the topic.</summary>
    /// <param name="kafka">Brokers as <c>host:port[,host:port]</c>.</param>
    /// <param name="patience">How long the log may take to answer.</param>
    public PolicyLogConsumer(string kafka, TimeSpan patience)
    {
        _patience = patience;
        var config = KafkaClients.ReadCommittedConsumer(kafka, "fraud-policies");
        config.EnablePartitionEof = true;
        _consumer = new ConsumerBuilder<byte[], byte[]>(config).SetLogHandler((_, _) => { }).SetErrorHandler((_, _) => { }).Build();
        _consumer.Assign(new TopicPartitionOffset(_place, Offset.Beginning));
    }

    /// <summary>What was read.</summary>
    public PolicyHistory History { get; } = new();

    /// <summary>Reads up to the end that the topic has now.</summary>
    /// <exception cref="TimeoutException">The log did not answer in time.</exception>
    public void CatchUp(CancellationToken stop)
    {
        var (low, end) = End();
        _next = Math.Max(_next, low);
        while (_next < end)
        {
            stop.ThrowIfCancellationRequested();
            Apply(_consumer.Consume(_patience) ?? throw NoAnswer());
        }
    }

    /// <summary>Waits for the next record and takes it.</summary>
    public void Next(CancellationToken stop)
    {
        while (!Apply(_consumer.Consume(stop)))
        {
        }
    }

    /// <inheritdoc />
    public void Dispose() => _consumer.Dispose();

    /// <returns>True for a record, false for the end of the topic.</returns>
    private bool Apply(ConsumeResult<byte[], byte[]> result)
    {
        if (result.IsPartitionEOF)
        {
            _next = Math.Max(_next, result.Offset.Value);
            return false;
        }

        if (result.Message.Value is { } value)
            History.Apply(result.Message.Key, value);
        _next = result.Offset.Value + 1;
        return true;
    }

    private (long Low, long End) End()
    {
        try
        {
            var ends = _consumer.QueryWatermarkOffsets(_place, _patience);
            return (ends.Low.Value, ends.High.Value);
        }
        catch (KafkaException e) when (e.Error.Code is ErrorCode.Local_TimedOut or ErrorCode.Local_Transport or ErrorCode.Local_AllBrokersDown)
        {
            throw NoAnswer();
        }
    }

    private TimeoutException NoAnswer() => new($"{Topics.Policy} did not answer within {_patience.TotalSeconds:0} s.");
}
