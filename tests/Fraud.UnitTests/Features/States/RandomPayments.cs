using Fraud.Contracts;

namespace Fraud.UnitTests.Features.States;

/// <summary>
/// A log of several partitions with everything that makes recovery hard: shared merchants, cards and devices, out-of-order and late payments,
/// jumps in time, and payments sent twice. The seed tells all.
/// </summary>
internal sealed class RandomPayments
{
    public const int PartitionCount = 3;
    private const long Hour = 3_600_000;

    private readonly Random random;
    private readonly List<Payment> sent = [];
    private long clockMs = 1_767_225_600_000;

    public RandomPayments(int seed, int count)
    {
        random = new Random(seed);
        Log = [.. Enumerable.Range(0, PartitionCount).Select(_ => new List<Payment>())];
        for (var i = 0; i < count; i++)
        {
            var payment = Next(i);
            sent.Add(payment);
            Log[PartitionOf(payment)].Add(payment);
            InOrder.Add((PartitionOf(payment), Log[PartitionOf(payment)].Count - 1, payment));
        }
    }

    /// <summary>The records of each partition; the index is the offset.</summary>
    public List<Payment>[] Log { get; }

    /// <summary>All records as they came.</summary>
    public List<(int Partition, long Offset, Payment Payment)> InOrder { get; } = [];

    private static int PartitionOf(Payment payment) => int.Parse(payment.AccountId.AsSpan(1), null) % PartitionCount;

    private Payment Next(int number)
    {
        // Up to two days at once, so that ids expire and panes grow coarse within the stream.
        clockMs += random.Next(30) == 0 ? random.NextInt64(48 * Hour) : random.NextInt64(Hour / 4);
        if (random.Next(12) == 0 && sent.Count > 0) return sent[^(1 + random.Next(Math.Min(sent.Count, 40)))] with { EntryMode = "retry" };
        var account = random.Next(12);
        var behindMs = random.Next(10) switch { 0 => random.NextInt64(4 * Hour), 1 => random.NextInt64(Hour), _ => 0 };
        return new Payment
        {
            PaymentId = $"P{number}",
            AccountId = $"A{account}",
            CardId = random.Next(10) == 0 ? null : $"C{account}{random.Next(2)}",
            MerchantId = $"M{random.Next(4)}",
            TerminalId = random.Next(3) == 0 ? null : $"T{random.Next(6)}",
            DeviceId = random.Next(2) == 0 ? null : $"D{random.Next(8)}",
            Ip = random.Next(2) == 0 ? null : $"10.0.0.{random.Next(5)}",
            Mcc = $"{random.Next(20)}",
            Country = random.Next(5) == 0 ? "FR" : "DE",
            AmountMinor = random.NextInt64(50, 100_000),
            Currency = "EUR",
            EventTimeMs = clockMs - behindMs,
            Latitude = random.Next(3) == 0 ? null : random.NextDouble() * 50,
            Longitude = 10,
        };
    }
}
