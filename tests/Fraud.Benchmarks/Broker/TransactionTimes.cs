using System.Diagnostics;
using Confluent.Kafka;
using Fraud.Host.Runtime;
using Fraud.Ingest.Kafka;

namespace Fraud.Benchmarks.Broker;

/// <summary>Whole transactions of one record and one offset: begin, produce, send offsets, commit; and when a reader of committed records has it.</summary>
internal static class TransactionTimes
{
    private const int WarmUp = 50;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <param name="bootstrapServers">Where.</param>
    /// <param name="input">The topic whose offsets are sent.</param>
    /// <param name="output">The topic produced to.</param>
    /// <param name="count">How many transactions.</param>
    /// <returns>Milliseconds from begin to the end of commit, and from the end of commit to the reader, each in order of size.</returns>
    public static (double[] Transaction, double[] Visible) Measure(string bootstrapServers, string input, string output, int count)
    {
        using var member = new ConsumerBuilder<Ignore, Ignore>(KafkaClients.ReadCommittedConsumer(bootstrapServers, $"{input}-group"))
            .SetLogHandler((_, _) => { }).Build();
        member.Subscribe(input);
        for (var until = Stopwatch.GetTimestamp(); member.Assignment.Count == 0;)
        {
            member.Consume(TimeSpan.FromMilliseconds(20));
            if (Stopwatch.GetElapsedTime(until) > Patience)
                throw new OperatingFaultException("The group did not become stable.");
        }
        using var reader = new ConsumerBuilder<Ignore, Ignore>(KafkaClients.ReadCommittedConsumer(bootstrapServers, $"{output}-reader"))
            .SetLogHandler((_, _) => { }).Build();
        reader.Assign(new TopicPartitionOffset(output, 0, 0));
        using var producer = BenchTopics.TransactionalProducer(bootstrapServers, $"{output}-id", output);
        var (transactions, visible) = (new double[count + WarmUp], new double[count + WarmUp]);
        for (var i = 0; i < transactions.Length; i++)
        {
            var begun = Stopwatch.GetTimestamp();
            producer.BeginTransaction();
            producer.Produce(new TopicPartition(output, 0), new Message<byte[]?, byte[]> { Value = new byte[200] });
            producer.SendOffsetsToTransaction([new TopicPartitionOffset(input, 0, i + 1)], member.ConsumerGroupMetadata, Patience);
            producer.CommitTransaction(Patience);
            transactions[i] = Stopwatch.GetElapsedTime(begun).TotalMilliseconds;
            var committed = Stopwatch.GetTimestamp();
            if (reader.Consume(Patience) is null)
                throw new OperatingFaultException("A committed record did not come.");
            visible[i] = Stopwatch.GetElapsedTime(committed).TotalMilliseconds;
        }
        member.Close();
        return ([.. transactions.Skip(WarmUp).Order()], [.. visible.Skip(WarmUp).Order()]);
    }
}
