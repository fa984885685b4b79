using Confluent.Kafka;
using Fraud.Contracts;
using Fraud.Ingest.Kafka;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Fraud.Ingest.Gateway;

/// <summary>Reads all committed decisions as they come and hands them to the waiting requests. Belongs to no group and commits nothing.</summary>
internal sealed partial class DecisionConsumer(
    GatewayOptions options, RecentDecisions decisions, TimeProvider time, ILogger<DecisionConsumer> logger) : BackgroundService
{
    private static readonly TimeSpan MetadataTimeout = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan RetryInterval = TimeSpan.FromMilliseconds(500);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.Factory.StartNew(
        () => RunAsync(stoppingToken), stoppingToken, TaskCreationOptions.LongRunning, TaskScheduler.Default).Unwrap();

    private async Task RunAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                using var consumer = new ConsumerBuilder<Ignore, byte[]>(
                    KafkaClients.ReadCommittedConsumer(options.Kafka, "fraud-gateway")).SetLogHandler((_, _) => { }).Build();
                consumer.Assign(StartPositions(consumer));
                while (true)
                    Take(consumer.Consume(stop));
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }
            catch (KafkaException e)
            {
                LogInterrupted(logger, e.Error.Reason);
                await Task.Delay(RetryInterval, time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    /// <summary>
    /// Explicit offsets, known before the first payment can be appended: with "end", a decision made while the client looks the end up
    /// would be missed.
    /// </summary>
    private List<TopicPartitionOffset> StartPositions(IConsumer<Ignore, byte[]> consumer)
    {
        using var admin = new DependentAdminClientBuilder(consumer.Handle).Build();
        var partitions = admin.GetMetadata(Topics.Decisions, MetadataTimeout).Topics.Single().Partitions;
        if (partitions.Count == 0) throw new KafkaException(new Error(ErrorCode.UnknownTopicOrPart, $"there is no topic {Topics.Decisions}"));
        return [.. partitions.Select(partition =>
        {
            var place = new TopicPartition(Topics.Decisions, partition.PartitionId);
            var range = consumer.QueryWatermarkOffsets(place, MetadataTimeout);
            return new TopicPartitionOffset(place, Math.Max(range.Low, range.High - options.WarmUpPerPartition));
        })];
    }

    private void Take(ConsumeResult<Ignore, byte[]> record)
    {
        if (record.Message.Value is { } decision && DecisionHeader.TryReadKey(decision, out var key)) decisions.Add(key, decision);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Reading decisions is interrupted and will be tried again: {Reason}")]
    private static partial void LogInterrupted(ILogger logger, string reason);
}
