using System.Text;
using Confluent.Kafka;
using Fraud.Contracts;
using Fraud.Ingest.Decoding;
using Fraud.Ingest.Files;
using Fraud.Ingest.Kafka;
using Fraud.Ingest.Publishing;
using Fraud.TestKit;
using Xunit;

namespace Fraud.IntegrationTests.Ingest;

[Collection(IngestLog.Collection)]
public sealed class PublishTests(IngestLog log)
{
    private const long Day = 24 * 3600 * 1000;
    private const long Start = 1772366400000;

    [Fact]
    public async Task Payments_stand_on_the_log_in_file_order_per_account()
    {
        using var producer = new HistoryProducer(log.Kafka, TimeProvider.System);

        var summary = await producer.RunAsync(Rows("order", 5_000), CancellationToken.None);

        Assert.Equal((5_000, 0), (summary.Payments, summary.Labels));
        for (var account = 0; account < 7; account++)
        {
            var ids = log.PaymentsOf($"order-{account}").Select(r => Decode(r).PaymentId).ToList();
            Assert.Equal(Enumerable.Range(0, 5_000).Where(i => i % 7 == account).Select(i => $"order-{i}"), ids);
        }
    }

    [Fact]
    public async Task Labels_follow_when_the_payments_have_reached_the_time_they_became_known()
    {
        using var producer = new HistoryProducer(log.Kafka, TimeProvider.System) { WithLabels = true };
        var rows = Rows("label", 10).Select((row, i) => row with
        {
            Label = new Label
            {
                PaymentId = row.Payment.PaymentId,
                AccountId = "labels",
                Fraud = i == 0,
                Source = "import",
                KnownTimeMs = Start + ((10 - i) * Day),
            },
        });

        var summary = await producer.RunAsync(rows, CancellationToken.None);

        Assert.Equal(10, summary.Labels);
        var ids = TopicContents.Read(log.Kafka, Topics.Labels).Where(r => Encoding.UTF8.GetString(r.Message.Key) == "labels").Select(r =>
        {
            Assert.True(LabelDecoder.TryDecode(r.Message.Value, out var label, out _));
            return label.PaymentId;
        });

        // Payment i happens on day i and its label is known on day 10 - i: before payment 6 come those of payments 5 and 4, before payment 7
        // that of 6, which was known long before, and that of 3.
        Assert.Equal([5, 4, 6, 3, 7, 2, 8, 1, 9, 0], ids.Select(id => int.Parse(id.Split('-')[1], System.Globalization.CultureInfo.InvariantCulture)));
    }

    [Fact]
    public async Task Lag_counts_what_a_group_has_not_committed()
    {
        using var producer = new HistoryProducer(log.Kafka, TimeProvider.System);
        await producer.RunAsync(Rows("lag", 100), CancellationToken.None);
        using var lag = new GroupLag(log.Kafka, "lag-test", Topics.Payments);
        Assert.InRange(lag.Read(), 100, long.MaxValue);

        using var consumer = new ConsumerBuilder<Ignore, Ignore>(KafkaClients.ReadCommittedConsumer(log.Kafka, "lag-test")).Build();
        consumer.Commit(Enumerable.Range(0, TopicLayout.PartitionsDefault).Select(p =>
        {
            var place = new TopicPartition(Topics.Payments, p);
            return new TopicPartitionOffset(place, consumer.QueryWatermarkOffsets(place, TimeSpan.FromSeconds(10)).High);
        }));

        Assert.Equal(0, lag.Read());
    }

    private static Payment Decode(ConsumeResult<byte[], byte[]> record)
    {
        Assert.True(PaymentDecoder.TryDecode(record.Message.Value, out var payment, out _));
        return payment;
    }

    private static IEnumerable<HistoryRow> Rows(string name, int count) => Enumerable.Range(0, count).Select(i => new HistoryRow(
        i + 1,
        new Payment { PaymentId = $"{name}-{i}", AccountId = $"{name}-{i % 7}", AmountMinor = i, Currency = "EUR", EventTimeMs = Start + (i * Day) },
        null));
}
