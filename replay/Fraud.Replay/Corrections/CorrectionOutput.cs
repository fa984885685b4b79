using System.Buffers;
using System.Text;
using Confluent.Kafka;
using Fraud.Contracts;
using Fraud.Contracts.Json;
using Fraud.Ingest.Kafka;

namespace Fraud.Replay.Corrections;

/// <summary>Emits corrections together with the offsets up to which a range was decided again, in one transaction: each once, whatever is killed.</summary>
internal sealed class CorrectionOutput : IDisposable
{
    private static readonly TimeSpan AnswerTime = TimeSpan.FromSeconds(30);
    private readonly IProducer<byte[], byte[]> _producer;
    private readonly IConsumer<byte[], byte[]> _progress;
    private readonly ArrayBufferWriter<byte> _buffer = new(2048);

    public CorrectionOutput(CorrectionPlan plan)
    {
        _progress = new ConsumerBuilder<byte[], byte[]>(KafkaClients.ReadCommittedConsumer(plan.Kafka, plan.ProgressGroup)).SetLogHandler((_, _) => { }).Build();
        _producer = new ProducerBuilder<byte[], byte[]>(KafkaClients.TransactionalProducer(plan.Kafka, plan.ProgressGroup)).SetLogHandler((_, _) => { }).Build();
        KafkaClients.LearnTopics(_producer.Handle, AnswerTime, Topics.Decisions, Topics.Alerts);
        // Ends what a predecessor left open, and fences it, before its progress is read.
        _producer.InitTransactions(AnswerTime);
    }

    /// <summary>Next offset to decide again per partition, where there is progress.</summary>
    public Dictionary<int, long> Progress(IEnumerable<int> partitions) => _progress
        .Committed(partitions.Select(partition => new TopicPartition(Topics.Payments, partition)), AnswerTime)
        .Where(committed => !committed.Offset.IsSpecial)
        .ToDictionary(committed => committed.Partition.Value, committed => committed.Offset.Value);

    public void Commit(IReadOnlyList<Correction> corrections, IReadOnlyDictionary<int, long> next)
    {
        _producer.BeginTransaction();
        foreach (var correction in corrections)
            Produce(correction);
        _producer.SendOffsetsToTransaction(
            next.Select(place => new TopicPartitionOffset(Topics.Payments, place.Key, place.Value)), _progress.ConsumerGroupMetadata, AnswerTime);
        _producer.CommitTransaction(AnswerTime);
    }

    public void Dispose()
    {
        _producer.Dispose();
        _progress.Dispose();
    }

    private void Produce(Correction correction)
    {
        var decision = correction.Decision;
        DecisionJson.Write(decision, _buffer);
        Produce(Topics.Decisions, decision);
        // Also one that approves: whoever works on the alert has to learn that it is none.
        if (decision.Outcome == Outcome.Approve && correction.Superseded.Outcome == Outcome.Approve)
            return;
        AlertJson.Write(decision, correction.Payment, _buffer);
        Produce(Topics.Alerts, decision);
    }

    private void Produce(string topic, Decision decision)
    {
        _producer.Produce(
            new TopicPartition(topic, decision.Position.Partition),
            new Message<byte[], byte[]> { Key = Encoding.UTF8.GetBytes(decision.AccountId), Value = _buffer.WrittenSpan.ToArray() });
        _buffer.ResetWrittenCount();
    }
}
