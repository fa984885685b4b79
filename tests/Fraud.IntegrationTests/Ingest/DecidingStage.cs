using System.Buffers;
using Confluent.Kafka;
using Fraud.Contracts;
using Fraud.Contracts.Json;
using Fraud.Ingest.Decoding;
using Fraud.Ingest.Kafka;

namespace Fraud.IntegrationTests.Ingest;

/// <summary>Decides every payment that comes after its start, the first time its id is seen, in a Kafka transaction each: what the gateway sees of a stage.</summary>
internal sealed class DecidingStage : IDisposable
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(20);
    private readonly CancellationTokenSource _stop = new();
    private readonly HashSet<string> _seen = [];
    private readonly Task _loop;

    public DecidingStage(string kafka)
    {
        var consumer = new ConsumerBuilder<byte[], byte[]>(KafkaClients.ReadCommittedConsumer(kafka, "deciding-stage")).Build();
        consumer.Assign(Enumerable.Range(0, TopicLayout.PartitionsDefault).Select(p =>
        {
            var place = new TopicPartition(Topics.Payments, p);
            return new TopicPartitionOffset(place, consumer.QueryWatermarkOffsets(place, Timeout).High);
        }));
        var producer = new ProducerBuilder<byte[], byte[]>(KafkaClients.TransactionalProducer(kafka, "deciding-stage")).Build();
        producer.InitTransactions(Timeout);
        _loop = Task.Run(() => Run(consumer, producer));
    }

    public void Dispose()
    {
        _stop.Cancel();
        _loop.Wait();
        _stop.Dispose();
    }

    private void Run(IConsumer<byte[], byte[]> consumer, IProducer<byte[], byte[]> producer)
    {
        using var closingConsumer = consumer;
        using var closingProducer = producer;
        try
        {
            while (true)
                Decide(consumer.Consume(_stop.Token), producer);
        }
        catch (OperationCanceledException)
        {
        }
    }

    private void Decide(ConsumeResult<byte[], byte[]> record, IProducer<byte[], byte[]> producer)
    {
        if (!PaymentDecoder.TryDecode(record.Message.Value, out var payment, out _) || !_seen.Add(payment.PaymentId)) return;
        var json = new ArrayBufferWriter<byte>();
        DecisionJson.Write(
            new Decision
            {
                PaymentId = payment.PaymentId,
                AccountId = payment.AccountId,
                AmountMinor = payment.AmountMinor,
                Currency = payment.Currency,
                EventTimeMs = payment.EventTimeMs,
                Outcome = Outcome.Approve,
                Score = 7,
                Reasons = [],
                PolicyName = "test",
                PolicyVersion = 1,
                PolicyDigest = "0",
                FeatureSet = "0",
                Features = [1, double.NaN],
                Position = new LogPosition(record.Topic, record.Partition.Value, record.Offset.Value),
            },
            json);
        producer.BeginTransaction();
        producer.Produce(Topics.Decisions, new Message<byte[], byte[]> { Key = record.Message.Key, Value = json.WrittenSpan.ToArray() });
        producer.CommitTransaction(Timeout);
    }
}
