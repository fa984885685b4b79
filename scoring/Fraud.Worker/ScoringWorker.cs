using Confluent.Kafka;
using Fraud.Contracts;
using Fraud.Features.Redis;
using Fraud.Ingest.Kafka;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Fraud.Worker;

/// <summary>
/// Owns the stage's thread and keeps a session running on it: a session that ends by an operating fault is followed by another after a
/// growing pause; a bug ends the worker.
/// </summary>
public sealed class ScoringWorker(
    ScoringOptions options, IStateStore store, PolicySource policy, PolicyFeed policies, StageMetrics metrics, TimeProvider time, ILogger<ScoringWorker> logger)
    : BackgroundService
{
    private static readonly TimeSpan PauseMin = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan PauseMax = TimeSpan.FromSeconds(5);

    private readonly PatientStateStore _store = new(store, time, logger);

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var partitions = await new TopicCreator(options.Kafka)
            .EnsureAsync(TopicLayout.Product(options.Partitions, options.ProfileTables), options.KafkaTimeout, stoppingToken)
            .ConfigureAwait(false);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        var following = policies.Start(ending.Token);
        try
        {
            await policies.Ready.WaitAsync(stoppingToken).ConfigureAwait(false);
            await Task.Factory.StartNew(
                () => RunSessions(partitions[Topics.Payments], stoppingToken), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default).ConfigureAwait(false);
        }
        finally
        {
            await ending.CancelAsync().ConfigureAwait(false);
            await following.ConfigureAwait(false);
        }
    }

    private void RunSessions(int partitionCount, CancellationToken stop)
    {
        var pause = PauseMin;
        while (!stop.IsCancellationRequested)
        {
            StageSession? session = null;
            try
            {
                session = new StageSession(options, partitionCount, _store, policy, metrics, time, logger);
                session.Run(stop);
                return;
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }
            catch (KafkaException e) when (e.Error.Code == ErrorCode.FencedInstanceId)
            {
                throw StageException.InstanceTaken(options.InstanceId);
            }
            catch (Exception e) when (e is KafkaException or StateStoreException { IsTransient: true } or StateFencedException or StateLostException)
            {
                metrics.Restarted();
                logger.LogWarning("The stage starts over: {Reason}", e.Message);
            }
            catch (StoreReturnedException e)
            {
                logger.LogInformation("The stage starts over: {Reason}", e.Message);
                continue;
            }
            finally
            {
                session?.Dispose();
            }

            // The pause grows only while nothing gets done.
            pause = session is { HasCommitted: true } ? PauseMin : TimeSpan.FromTicks(Math.Min(2 * pause.Ticks, PauseMax.Ticks));
            stop.WaitHandle.WaitOne(pause);
        }
    }
}
