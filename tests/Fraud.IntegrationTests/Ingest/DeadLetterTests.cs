using System.Text;
using Confluent.Kafka;
using Fraud.Contracts;
using Fraud.Ingest.DeadLetters;
using Fraud.Ingest.Kafka;
using Xunit;

namespace Fraud.IntegrationTests.Ingest;

[Collection(IngestLog.Collection)]
public sealed class DeadLetterTests(IngestLog log)
{
    private const string Correct =
        """{"payment_id":"redriven-1","account_id":"account-redriven","amount_minor":1,"currency":"EUR","event_time":"2026-03-01T12:00:00Z"}""";

    [Fact]
    public async Task A_refused_record_is_found_corrected_and_put_back_under_its_account()
    {
        var refused = Correct.Replace("EUR", "EURO", StringComparison.Ordinal);
        var place = await RefuseAsync("wrong-key", refused, new Rejection(RejectReason.UnknownCurrency, "currency", "must be an ISO 4217 code"));

        var letter = new DeadLetterReader(log.Kafka).Find(place.Partition.Value, place.Offset.Value)!;
        Assert.Equal(refused, Encoding.UTF8.GetString(letter.Letter.Value));
        Assert.Equal(RejectReason.UnknownCurrency, DeadLetterProducer.Check(Topics.Payments, letter.Letter.Value)!.Reason);
        Assert.Contains(new DeadLetterReader(log.Kafka).ReadAll(), found => found.Position == letter.Position);

        using var producer = new DeadLetterProducer(log.Kafka);
        var position = await producer.RedriveAsync(letter, Encoding.UTF8.GetBytes(Correct), CancellationToken.None);

        var record = Assert.Single(log.PaymentsOf("account-redriven"));
        Assert.Equal(Correct, Encoding.UTF8.GetString(record.Message.Value));
        Assert.Equal((Topics.Payments, record.Partition.Value, record.Offset.Value), (position.Topic, position.Partition, position.Offset));
        Assert.Equal(letter.Position.ToString(), Encoding.UTF8.GetString(record.Message.Headers.GetLastBytes(DeadLetterProducer.RedrivenHeader)));
    }

    [Fact]
    public async Task What_others_wrote_to_the_topic_is_passed_over()
    {
        using var producer = new ProducerBuilder<byte[]?, byte[]>(KafkaClients.IdempotentProducer(log.Kafka)).Build();
        var foreign = await producer.ProduceAsync(Topics.DeadLetter, new Message<byte[]?, byte[]> { Key = null, Value = "x"u8.ToArray() });

        Assert.Null(new DeadLetterReader(log.Kafka).Find(foreign.Partition.Value, foreign.Offset.Value));
        Assert.DoesNotContain(new DeadLetterReader(log.Kafka).ReadAll(), found => found.Position.Offset == foreign.Offset.Value && found.Position.Partition == foreign.Partition.Value);
        Assert.Null(new DeadLetterReader(log.Kafka).Find(foreign.Partition.Value, foreign.Offset.Value + 1_000));
    }

    private async Task<TopicPartitionOffset> RefuseAsync(string key, string value, Rejection rejection)
    {
        using var producer = new ProducerBuilder<byte[]?, byte[]>(KafkaClients.IdempotentProducer(log.Kafka)).Build();
        var letter = new DeadLetter(new LogPosition(Topics.Payments, 0, 7), Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes(value), rejection);
        return (await producer.ProduceAsync(Topics.DeadLetter, DeadLetterMessage.Encode(letter))).TopicPartitionOffset;
    }
}
