using System.Buffers;
using System.Text;
using Confluent.Kafka;
using Fraud.Contracts;
using Fraud.Contracts.Json;
using Fraud.Ingest.DeadLetters;
using Fraud.Ingest.Kafka;
using Microsoft.Extensions.Logging;

namespace Fraud.Worker;

/// <summary>
/// Writes what a batch gave (decisions, alerts, dead letters) and the batch's input offsets in one Kafka transaction. Outputs go to the
/// partition number of their input, so that everything about an account stands in partitions of one number.
/// </summary>
internal sealed class OutputTransaction : IDisposable
{
    private readonly ScoringOptions _options;
    private readonly IProducer<byte[]?, byte[]> _producer;
    private readonly ArrayBufferWriter<byte> _buffer = new(2048);

    public OutputTransaction(ScoringOptions options, ILogger logger)
    {
        _options = options;
        var config = KafkaClients.TransactionalProducer(options.Kafka, $"{options.GroupId}-{options.InstanceId}");
        config.QueueBufferingMaxMessages = Math.Max(200_000, 4 * options.BatchMax);
        _producer = new ProducerBuilder<byte[]?, byte[]>(config)
            .SetLogHandler((_, message) => logger.LogDebug("librdkafka: {Message}", message.Message))
            .SetErrorHandler((_, error) => logger.LogWarning("Log client: {Reason}", error.Reason))
            .Build();
    }

    /// <summary>Aborts what a predecessor of the same name left open, and fences it.</summary>
    public void TakeOver()
    {
        KafkaClients.LearnTopics(_producer.Handle, _options.KafkaTimeout, Topics.Decisions, Topics.Alerts, Topics.DeadLetter);
        _producer.InitTransactions(_options.KafkaTimeout);
    }

    /// <summary>Commits the outputs of a batch together with its offsets.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="decisions">One entry per payment of the batch; null for a duplicate.</param>
    /// <param name="group">Identity of the consumer that read the batch: a worker that lost its partitions cannot commit.</param>
    public void Commit(InputBatch batch, IReadOnlyList<Decision?> decisions, IConsumerGroupMetadata group)
    {
        _producer.BeginTransaction();
        for (var i = 0; i < decisions.Count; i++)
        {
            if (decisions[i] is { } decision)
                Produce(decision, batch.PaymentList[i].Payment);
        }

        foreach (var letter in batch.DeadLetters)
            Produce(Topics.DeadLetter, letter.Source.Partition, DeadLetterMessage.Encode(letter));
        var offsets = batch.NextOffsets.Select(p => new TopicPartitionOffset(Topics.Payments, p.Key, p.Value));
        Retry(() => _producer.SendOffsetsToTransaction(offsets, group, _options.KafkaTimeout));
        Retry(() => _producer.CommitTransaction(_options.KafkaTimeout));
    }

    public void Dispose() => _producer.Dispose();

    private static void Retry(Action call)
    {
        const int attemptsMax = 5;
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                call();
                return;
            }
            catch (KafkaRetriableException) when (attempt < attemptsMax)
            {
                // The same call may be made again; anything else ends the session, whose successor aborts what is open.
            }
        }
    }

    private void Produce(Decision decision, Payment payment)
    {
        var key = Encoding.UTF8.GetBytes(decision.AccountId);
        var partition = decision.Position.Partition;
        DecisionJson.Write(decision, _buffer);
        Produce(Topics.Decisions, partition, new Message<byte[]?, byte[]> { Key = key, Value = Written() });
        if (decision.Outcome == Outcome.Approve)
            return;
        AlertJson.Write(decision, payment, _buffer);
        Produce(Topics.Alerts, partition, new Message<byte[]?, byte[]> { Key = key, Value = Written() });
    }

    private void Produce(string topic, int partition, Message<byte[]?, byte[]> message) =>
        _producer.Produce(new TopicPartition(topic, partition), message);

    private byte[] Written()
    {
        var bytes = _buffer.WrittenSpan.ToArray();
        _buffer.ResetWrittenCount();
        return bytes;
    }
}
