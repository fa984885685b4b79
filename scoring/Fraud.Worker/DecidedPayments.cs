using System.IO.Hashing;
using System.Runtime.InteropServices;
using Confluent.Kafka;
using Fraud.Contracts;
using Fraud.Ingest.Decoding;
using Fraud.Ingest.Kafka;

namespace Fraud.Worker;

/// <summary>
/// The payments of a partition that were decided, read from the newest part of the log: what stands for the accounts' own memory of payment
/// ids while that is in a Redis that is away. It knows every payment that came after a moment, and so of any payment that happened later
/// than that whether it is a repetition: no payment is on the log before it happened, and a repetition says the same time.
/// </summary>
internal sealed class DecidedPayments
{
    /// <summary>How far the clocks of payment systems may be ahead of the log's.</summary>
    private const long ClockSkewMaxMs = 5 * 60_000;

    private readonly HashSet<UInt128> _ids = [];
    private readonly long _knownSinceMs;

    private DecidedPayments(long knownSinceMs) => _knownSinceMs = knownSinceMs;

    /// <summary>Reads back from a position.</summary>
    /// <param name="options">The log, and how far to read back.</param>
    /// <param name="partition">Partition of the payments topic.</param>
    /// <param name="next">Everything before it was decided.</param>
    /// <param name="stop">Gives up.</param>
    /// <exception cref="KafkaException">The log does not answer.</exception>
    public static DecidedPayments Read(ScoringOptions options, int partition, long next, CancellationToken stop)
    {
        var config = KafkaClients.ReadCommittedConsumer(options.Kafka, options.GroupId);
        config.EnablePartitionEof = true;
        using var consumer = new ConsumerBuilder<byte[], byte[]>(config).SetLogHandler((_, _) => { }).Build();
        var place = new TopicPartition(Topics.Payments, partition);
        var start = Math.Max(consumer.QueryWatermarkOffsets(place, options.KafkaTimeout).Low, next - options.DegradedLookBackMax);
        consumer.Assign(new TopicPartitionOffset(place, start));
        DecidedPayments? decided = start == 0 ? new DecidedPayments(long.MinValue) : null;
        while (true)
        {
            stop.ThrowIfCancellationRequested();
            var record = consumer.Consume(options.KafkaTimeout)
                ?? throw new KafkaException(new Error(ErrorCode.Local_TimedOut, $"{place} did not answer while decided payments were looked up."));
            decided ??= new DecidedPayments(record.IsPartitionEOF ? long.MaxValue - ClockSkewMaxMs : record.Message.Timestamp.UnixTimestampMs);
            if (record.IsPartitionEOF || record.Offset.Value >= next)
                return decided;
            if (PaymentDecoder.TryDecode(record.Message.Value, out var payment, out _))
                decided.Add(payment);
        }
    }

    /// <summary>Whether it would know the payment if that had been decided before.</summary>
    public bool Covers(Payment payment) => _knownSinceMs == long.MinValue || payment.EventTimeMs > _knownSinceMs + ClockSkewMaxMs;

    /// <summary>Notes a payment; false when it was known.</summary>
    public bool Add(Payment payment) => _ids.Add(Identity(payment));

    public bool Contains(Payment payment) => _ids.Contains(Identity(payment));

    private static UInt128 Identity(Payment payment)
    {
        var hash = new XxHash128();
        hash.Append(MemoryMarshal.AsBytes(payment.AccountId.AsSpan()));
        hash.Append("\0"u8);
        hash.Append(MemoryMarshal.AsBytes(payment.PaymentId.AsSpan()));
        return hash.GetCurrentHashAsUInt128();
    }
}
