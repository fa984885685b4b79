using System.Buffers;
using System.Text;
using Confluent.Kafka;
using Fraud.Contracts;
using Fraud.Contracts.Json;
using Fraud.Ingest.Kafka;

namespace Fraud.IntegrationTests.Worker;

/// <summary>Payments of a seeded little world, and putting them on the log.</summary>
internal static class TestPayments
{
    private const long StartMs = 1_772_366_400_000;

    /// <summary>Payments in event-time order; the same seed gives the same payments.</summary>
    public static List<Payment> Make(int count, int seed, int accounts = 200)
    {
#pragma warning disable RS0030 // seeded
        var random = new Random(seed);
#pragma warning restore RS0030
        var payments = new List<Payment>(count);
        for (var i = 0; i < count; i++)
        {
            var account = random.Next(accounts);
            payments.Add(new Payment
            {
                PaymentId = $"P{seed}-{i}",
                AccountId = $"A{account}",
                CardId = $"C{account}",
                MerchantId = $"M{random.Next(40)}",
                TerminalId = $"T{random.Next(80)}",
                DeviceId = $"D{account % 50}",
                Mcc = "5411",
                AmountMinor = random.Next(100, 50_000),
                Currency = "EUR",
                Country = random.Next(20) == 0 ? "FR" : "DE",
                Channel = "pos",
                EntryMode = "chip",
                EventTimeMs = StartMs + i * 700L,
            });
        }

        return payments;
    }

    /// <summary>
    /// Labels of frauds of weeks before the payments, at the same merchants, terminals and accounts. Every third becomes known in the middle of
    /// the payments.
    /// </summary>
    public static List<Label> OlderFrauds(List<Payment> payments, int count)
    {
        const long Day = 24 * 60 * 60 * 1000L;
        return
        [
            .. payments.Take(count).Select((payment, i) => new Label
            {
                PaymentId = "",
                AccountId = "",
                Fraud = true,
                KnownTimeMs = i % 3 == 0 ? payments[payments.Count / 2].EventTimeMs : payments[0].EventTimeMs - Day,
                Source = "chargeback",
            }.About(payment with { PaymentId = $"old-{i}", EventTimeMs = payments[0].EventTimeMs - (8 + (i % 25)) * Day })),
        ];
    }

    /// <summary>Appends labels keyed by account and waits until the log has them.</summary>
    public static void Publish(string bootstrap, IEnumerable<Label> labels) => Publish(bootstrap, Topics.Labels, labels, label => label.AccountId, LabelJson.Write);

    /// <summary>Appends payments keyed by account and waits until the log has them.</summary>
    public static void Publish(string bootstrap, IEnumerable<Payment> payments) =>
        Publish(bootstrap, Topics.Payments, payments, payment => payment.AccountId, PaymentJson.Write);

    private static void Publish<T>(string bootstrap, string topic, IEnumerable<T> records, Func<T, string> key, Action<T, IBufferWriter<byte>> write)
    {
        using var producer = new ProducerBuilder<byte[], byte[]>(KafkaClients.IdempotentProducer(bootstrap, lingerMs: 5)).Build();
        Send(producer, topic, records, key, write);
        producer.Flush();
    }

    /// <summary>Appends payments keyed by account without waiting for the log.</summary>
    public static void Send(IProducer<byte[], byte[]> producer, IEnumerable<Payment> payments) =>
        Send(producer, Topics.Payments, payments, payment => payment.AccountId, PaymentJson.Write);

    private static void Send<T>(IProducer<byte[], byte[]> producer, string topic, IEnumerable<T> records, Func<T, string> key, Action<T, IBufferWriter<byte>> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        foreach (var record in records)
        {
            write(record, buffer);
            producer.Produce(topic, new Message<byte[], byte[]>
            {
                Key = Encoding.UTF8.GetBytes(key(record)),
                Value = buffer.WrittenSpan.ToArray(),
            });
            buffer.ResetWrittenCount();
        }
    }

    /// <summary>Appends bytes as they are.</summary>
    public static async Task<LogPosition> PublishRawAsync(string bootstrap, string key, string value)
    {
        using var producer = new ProducerBuilder<byte[], byte[]>(KafkaClients.IdempotentProducer(bootstrap)).Build();
        var result = await producer.ProduceAsync(Topics.Payments, new Message<byte[], byte[]>
        {
            Key = Encoding.UTF8.GetBytes(key),
            Value = Encoding.UTF8.GetBytes(value),
        });
        return new LogPosition(result.Topic, result.Partition.Value, result.Offset.Value);
    }
}
