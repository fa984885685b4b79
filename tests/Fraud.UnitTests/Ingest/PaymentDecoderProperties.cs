using System.Buffers;
using System.Text;
using System.Text.Json;
using Fraud.Contracts;
using Fraud.Contracts.Json;
using Fraud.Ingest.Decoding;
using Xunit;

namespace Fraud.UnitTests.Ingest;

/// <summary>Any bytes give a payment or a rejection. Seeds are part of the case, so a failure is repeatable.</summary>
public sealed class PaymentDecoderProperties
{
    private static readonly byte[] Sample =
        """
        {"payment_id":"p\u0031","account_id":"a1","amount_minor":1250,"currency":"EUR","event_time":"2026-03-01T12:00:00.250+01:00",
        "card_id":"c1","mcc":"5411","country":"DE","ip":"10.0.0.1","latitude":52.5,"extra":{"a":[1,"\ud83d\ude00",null,true]},"ü":-1e5}
        """u8.ToArray();

    private static readonly string[] Fragments =
    [
        "{", "}", "[", "]", ":", ",", "\"", "\\u", "\\ud800", "\\", "null", "1e999", "-0", "0", "NaN", "\"payment_id\":", "\"event_time\":",
        "\"2026-13-01T00:00:00Z\"", "\0\0\0\0\0", "\uFEFF", "4111111111111111", "[[[[[[[[[[[[[[[[[[[[", "/*", "//", "\"ip\":\"::\"",
    ];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Mutated_input_never_throws(int seed)
    {
        var random = new Random(seed);
        for (var round = 0; round < 20_000; round++)
        {
            var bytes = Mutate(random);
            var decoded = PaymentDecoder.TryDecode(bytes, out var payment, out var rejection);
            Assert.Equal(decoded, payment is not null);
            Assert.Equal(decoded, rejection is null);
            if (payment is not null) AssertReadable(payment);
        }
    }

    [Theory]
    [InlineData(5)]
    [InlineData(6)]
    public void Arbitrary_bytes_never_throw(int seed)
    {
        var random = new Random(seed);
        for (var round = 0; round < 20_000; round++)
        {
            var bytes = new byte[random.Next(300)];
            random.NextBytes(bytes);
            Assert.False(PaymentDecoder.TryDecode(bytes, out _, out var rejection));
            Assert.NotEqual(RejectReason.None, rejection.Reason);
        }
    }

    /// <summary>Whatever was accepted can be written, and reads back as the same payment.</summary>
    private static void AssertReadable(Payment payment)
    {
        var written = new ArrayBufferWriter<byte>();
        PaymentJson.Write(payment, written);
        Assert.True(PaymentDecoder.TryDecode(written.WrittenSpan, out var again, out var rejection), $"{rejection}");
        Assert.Equal(payment with { Extra = null }, again with { Extra = null });
        Assert.Equal(payment.Extra?.Count, again.Extra?.Count);
        foreach (var value in payment.Extra?.Values ?? [])
            Assert.NotNull(JsonSerializer.Serialize(value));
    }

    private static byte[] Mutate(Random random)
    {
        var bytes = Sample.ToList();
        for (var edits = random.Next(1, 6); edits > 0; edits--)
        {
            var at = random.Next(bytes.Count);
            switch (random.Next(5))
            {
                case 0: bytes[at] = (byte)random.Next(256); break;
                case 1: bytes.RemoveRange(at, Math.Min(random.Next(1, 20), bytes.Count - at)); break;
                case 2: bytes.InsertRange(at, Encoding.UTF8.GetBytes(Fragments[random.Next(Fragments.Length)])); break;
                case 3: bytes.InsertRange(at, bytes.GetRange(random.Next(at + 1), random.Next(Math.Min(30, bytes.Count - at)))); break;
                default: bytes[at] = (byte)" 0aA\",:{}[]\\"[random.Next(12)]; break;
            }

            if (bytes.Count == 0) return [];
        }

        return [.. bytes];
    }
}
