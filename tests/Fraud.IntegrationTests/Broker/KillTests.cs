using System.Collections.Concurrent;
using System.Globalization;
using Confluent.Kafka;
using Fraud.TestKit;
using Xunit;
using Xunit.Abstractions;

namespace Fraud.IntegrationTests.Broker;

/// <summary>
/// The broker's process is killed at random instants while transactions run: nothing acknowledged is lost, nothing aborted is seen.
/// <c>FRAUD_KILL_ROUNDS</c> sets how many kills.
/// </summary>
public sealed class KillTests(ITestOutputHelper output)
{
    private const int Seed = 20_261_123;
    private static readonly int Kills = TestSize.Of("FRAUD_KILL_ROUNDS", 5);
    private const int RecordsPerTransaction = 20;

    [Theory]
    [InlineData("none")]
    [InlineData("every-batch")]
    public async Task Acknowledged_commits_survive_and_nothing_else_is_seen(string flush)
    {
        await using var server = await LogServer.StartAsync(flush);
        var kafka = KafkaCluster.At(server.BootstrapServers);
        var (input, results) = (await kafka.CreateTopicAsync(), await kafka.CreateTopicAsync(3));
        var ledger = new Ledger();
        using var stop = new CancellationTokenSource();
        var writing = Task.Run(() => Write(kafka, input, results, ledger, stop.Token));
        var random = new Random(Seed);
        for (var kill = 0; kill < Kills; kill++)
        {
            var goal = ledger.Committed.Count + random.Next(5, 40);
            await TestKit.Eventually.UntilAsync(() => ledger.Committed.Count >= goal || writing.IsCompleted, KafkaCluster.Patience);
            await Task.Delay(random.Next(0, 15));
            await server.KillAndRestartAsync();
        }
        await stop.CancelAsync();
        await writing;
        using (kafka.TransactionalProducer(Ledger.TransactionalId))
            Check(kafka, input, results, ledger);
        await server.RestartAsync();
        Check(kafka, input, results, ledger);
        output.WriteLine($"{Kills} kills, flush {flush}: {ledger.Committed.Count} commits acknowledged, {ledger.Aborted.Count} aborts, {ledger.Unknown.Count} unknown");
    }

    /// <summary>Transactions of a fixed size, every fifth aborted, each moving the group's offset by one; a new producer after each failure.</summary>
    private static void Write(KafkaCluster kafka, string input, string output, Ledger ledger, CancellationToken stop)
    {
        var group = new ConsumerGroupMetadataOf(kafka, input, ledger.Group);
        for (var number = 0; !stop.IsCancellationRequested;)
        {
            try
            {
                using var producer = kafka.TransactionalProducer(Ledger.TransactionalId, config => config.MessageTimeoutMs = 10_000);
                for (; !stop.IsCancellationRequested; number++)
                    Run(producer, input, output, ledger, number, group.Metadata);
            }
            catch (KafkaException)
            {
                // The outcome of this number is not known: it may have been committed just before the kill.
                ledger.Unknown.Add(number++);
            }
        }
    }

    private static void Run(
        IProducer<string?, string?> producer, string input, string output, Ledger ledger, int number, IConsumerGroupMetadata group)
    {
        var abort = number % 5 == 4;
        producer.BeginTransaction();
        for (var i = 0; i < RecordsPerTransaction; i++)
            producer.Produce(output, new Message<string?, string?> { Key = $"{i}", Value = $"{number}" });
        producer.SendOffsetsToTransaction([new TopicPartitionOffset(input, 0, number + 1)], group, KafkaCluster.Patience);
        if (abort)
        {
            producer.Flush(KafkaCluster.Patience);
            producer.AbortTransaction(KafkaCluster.Patience);
            ledger.Aborted.Add(number);
            return;
        }
        producer.CommitTransaction(KafkaCluster.Patience);
        ledger.Committed.Add(number);
    }

    private static void Check(KafkaCluster kafka, string input, string output, Ledger ledger)
    {
        var seen = kafka.Values(output).GroupBy(value => int.Parse(value!, CultureInfo.InvariantCulture)).ToDictionary(same => same.Key, same => same.Count());
        Assert.All(seen, one => Assert.Equal(RecordsPerTransaction, one.Value));
        Assert.DoesNotContain(ledger.Committed, number => !seen.ContainsKey(number));
        Assert.DoesNotContain(ledger.Aborted, seen.ContainsKey);
        Assert.Empty(seen.Keys.Except(ledger.Committed).Except(ledger.Unknown));
        using var consumer = kafka.Consumer(ledger.Group);
        var offset = consumer.Committed([new TopicPartition(input, 0)], KafkaCluster.Patience)[0].Offset.Value;
        Assert.Equal(seen.Keys.Max() + 1, offset);
    }

    private sealed class Ledger
    {
        public const string TransactionalId = "ledger";

        public string Group { get; } = KafkaCluster.NewName("group");

        public ConcurrentBag<int> Committed { get; } = [];

        public ConcurrentBag<int> Aborted { get; } = [];

        public ConcurrentBag<int> Unknown { get; } = [];
    }

    /// <summary>A group without members, whose offsets any producer may send.</summary>
    private sealed class ConsumerGroupMetadataOf
    {
        public ConsumerGroupMetadataOf(KafkaCluster kafka, string input, string group)
        {
            using var consumer = kafka.Consumer(group);
            consumer.Assign(new TopicPartition(input, 0));
            Metadata = consumer.ConsumerGroupMetadata;
        }

        public IConsumerGroupMetadata Metadata { get; }
    }
}
