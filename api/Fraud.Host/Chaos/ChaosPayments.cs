using System.Buffers;
using System.Text;
using Fraud.Contracts;
using Fraud.Contracts.Json;

namespace Fraud.Host.Chaos;

/// <summary>A seeded stream of records for the payments topic: mostly fresh payments, some repeated, some late, some unreadable.</summary>
internal sealed class ChaosPayments(Random random, int count)
{
    private const long StartMs = 1_772_366_400_000;
    private const int RecentMax = 500;
    private static readonly string[] Countries = ["DE", "DE", "DE", "FR", "US"];
    private static readonly string[] EntryModes = ["chip", "contactless", "magstripe", "ecommerce"];

    private readonly List<Payment> _recent = [];
    private readonly ArrayBufferWriter<byte> _buffer = new();
    private int _made;

    /// <summary>The next record: the key and the value.</summary>
    public (byte[] Key, byte[] Value) Next() => random.Next(100) switch
    {
        < 5 when _recent.Count > 0 => Encode(_recent[random.Next(_recent.Count)]),
        5 => Unreadable(),
        _ => Encode(Remember(Fresh())),
    };

    private Payment Fresh()
    {
        var account = random.Next(Math.Max(20, count / 25));
        var late = random.Next(40) == 0 ? random.Next(7_200_000) : 0;
        _made++;
        return new Payment
        {
            PaymentId = $"P{_made}",
            AccountId = $"A{account}",
            CardId = $"C{account}-{random.Next(2)}",
            MerchantId = $"M{random.Next(100)}",
            TerminalId = $"T{random.Next(300)}",
            DeviceId = $"D{random.Next(Math.Max(20, count / 30))}",
            Ip = $"10.0.{random.Next(8)}.{random.Next(250)}",
            Mcc = random.Next(3) == 0 ? "4829" : "5411",
            AmountMinor = random.Next(100, random.Next(50) == 0 ? 900_000 : 20_000),
            Currency = "EUR",
            Country = Countries[random.Next(Countries.Length)],
            Channel = "pos",
            EntryMode = EntryModes[random.Next(EntryModes.Length)],
            EventTimeMs = StartMs + (_made * 500L) - late,
        };
    }

    private Payment Remember(Payment payment)
    {
        if (_recent.Count < RecentMax) _recent.Add(payment);
        else _recent[random.Next(RecentMax)] = payment;
        return payment;
    }

    private (byte[] Key, byte[] Value) Encode(Payment payment)
    {
        PaymentJson.Write(payment, _buffer);
        var value = _buffer.WrittenSpan.ToArray();
        _buffer.ResetWrittenCount();
        return (Encoding.UTF8.GetBytes(payment.AccountId), value);
    }

    private (byte[] Key, byte[] Value) Unreadable()
    {
        var (key, value) = Encode(Fresh());
        return (key, value[..random.Next(1, value.Length - 1)]);
    }
}
