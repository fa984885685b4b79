using Confluent.Kafka;
using Fraud.Ingest.Policies;
using Fraud.Scoring.Policies;
using Microsoft.Extensions.Logging;

namespace Fraud.Worker;

/// <summary>
/// Follows <c>policy.v1</c> and makes what is live there live in this worker. It compiles on a thread of its own, so that the stage goes on meanwhile
/// and only takes another reference for its next batch.
/// </summary>
public sealed class PolicyFeed(ScoringOptions options, PolicySource source, TimeProvider time, ILogger<PolicyFeed> logger)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private readonly PolicyBinder _binder = new(source.Model);
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private string? _refused;

    /// <summary>Ends when the topic was read for the first time, so that no payment is decided under a policy that was left.</summary>
    public Task Ready => _ready.Task;

    /// <summary>Follows until stopped. A log that is away is waited for.</summary>
    public Task Start(CancellationToken stop) => Task.Factory.StartNew(
        () => RunAsync(stop), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default).Unwrap();

    private async Task RunAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                using var log = new PolicyLogConsumer(options.Kafka, options.KafkaTimeout);
                log.CatchUp(stop);
                Take(log.History);
                _ready.TrySetResult();
                while (true)
                {
                    log.Next(stop);
                    Take(log.History);
                }
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e) when (e is KafkaException or TimeoutException)
            {
                logger.LogWarning("The policies are read anew: {Reason}", e.Message);
                await Task.Delay(Pause, time, CancellationToken.None).ConfigureAwait(false);
            }
        }
    }

    private void Take(PolicyHistory history)
    {
        if (history.Live is not { } live || live.Digest == source.Current.Digest || live.Digest == _refused)
            return;
        try
        {
            source.Swap(_binder.Open(live));
            _refused = null;
            logger.LogInformation("Live is {Name} version {Version}, digest {Digest}", live.Name, live.Number, live.Digest);
        }
        catch (PolicyException e)
        {
            _refused = live.Digest;
            logger.LogError("Decisions go on under {Digest}: {Reason}", source.Current.Digest, e.Message);
        }
    }
}
