using System.Buffers;
using System.CommandLine;
using Fraud.Benchmarks.Running;
using Fraud.Benchmarks.Traffic;
using Fraud.Contracts;
using Fraud.Contracts.Json;
using Fraud.Ingest.Decoding;

namespace Fraud.Benchmarks.Decoding;

/// <summary>Bytes of one payment, as card traffic has them, to the payment.</summary>
internal static class DecodeBench
{
    private const int Count = 2_000;

    /// <summary>Enough for the optimising compiler to have done its work.</summary>
    private const int WarmUpRounds = 300;

    public static Command Create() => BenchCommand.Create("decode", "The bytes of one payment to the payment.", [], (_, _) => Measure());

    private static List<BenchFigure> Measure()
    {
        var traffic = new CardTraffic(1_000);
        var payments = Enumerable.Range(0, Count).Select(_ => traffic.Next()).ToArray();
        var lines = payments.Select(Encoded).ToArray();
        var kept = new Payment[Count];
        for (var round = 0; round < WarmUpRounds; round++) Decode(lines, kept, Count);
        var (decode, decodeBytes) = Rounds.Measure(Count, times => Decode(lines, kept, times));
        var (_, ownBytes) = Rounds.Measure(Count, times =>
        {
            for (var i = 0; i < times; i++) kept[i] = Copied(payments[i]);
        });
        return
        [
            new("decode a payment", decode, "ns", "≤ 1500"),
            new("bytes of a record", lines.Average(line => line.Length), "bytes"),
            new("allocated", decodeBytes, "bytes"),
            new("of which beyond the payment and its texts", decodeBytes - ownBytes, "bytes", "0"),
        ];
    }

    private static void Decode(byte[][] lines, Payment[] kept, int times)
    {
        for (var i = 0; i < times; i++)
        {
            if (!PaymentDecoder.TryDecode(lines[i], out var payment, out var refused)) throw new InvalidOperationException(refused.Detail);
            kept[i] = payment;
        }
    }

    private static byte[] Encoded(Payment payment)
    {
        var output = new ArrayBufferWriter<byte>(1024);
        PaymentJson.Write(payment, output);
        return output.WrittenSpan.ToArray();
    }

    /// <summary>The same payment with texts of its own, except those of a few values, which payments share.</summary>
    private static Payment Copied(Payment payment) => payment with
    {
        PaymentId = Copied(payment.PaymentId)!,
        AccountId = Copied(payment.AccountId)!,
        CardId = Copied(payment.CardId),
        MerchantId = Copied(payment.MerchantId),
        TerminalId = Copied(payment.TerminalId),
        DeviceId = Copied(payment.DeviceId),
        Ip = Copied(payment.Ip),
    };

    private static string? Copied(string? text) => text is null ? null : new string(text.AsSpan());
}
