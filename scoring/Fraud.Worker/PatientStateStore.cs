using Fraud.Features;
using Fraud.Features.Redis;
using Microsoft.Extensions.Logging;
using Polly;
using Polly.Retry;

namespace Fraud.Worker;

/// <summary>
/// Waits for a store that is away instead of ending the session: reads and writes are made again until they succeed or the stage stops, with
/// pauses of 50 ms to 2 s. Taking a partition over is not, because the group waits for it: that ends the session, and the next tries again.
/// </summary>
internal sealed class PatientStateStore(IStateStore inner, TimeProvider time, ILogger logger) : IStateStore
{
    private readonly ResiliencePipeline _untilItSucceeds = new ResiliencePipelineBuilder { TimeProvider = time }
        .AddRetry(new RetryStrategyOptions
        {
            ShouldHandle = new PredicateBuilder().Handle<StateStoreException>(failure => failure.IsTransient),
            MaxRetryAttempts = int.MaxValue,
            BackoffType = DelayBackoffType.Exponential,
            UseJitter = true,
            Delay = TimeSpan.FromMilliseconds(50),
            MaxDelay = TimeSpan.FromSeconds(2),
            OnRetry = retry =>
            {
                logger.LogWarning("States wait for Redis: {Reason}", retry.Outcome.Exception!.Message);
                return default;
            },
        })
        .Build();

    public Task<PartitionOwnership> AcquireAsync(int partition, CancellationToken ct) => inner.AcquireAsync(partition, ct);

    public Task LoadAsync(IReadOnlyList<StateKey> keys, Action<StateKey, ReadOnlyMemory<byte>> sink, CancellationToken ct) =>
        _untilItSucceeds.ExecuteAsync(async stop => await inner.LoadAsync(keys, sink, stop).ConfigureAwait(false), ct).AsTask();

    public Task<WriteResult> WriteAsync(PartitionOwnership owner, IReadOnlyList<StateWrite> states, long reach, CancellationToken ct) =>
        _untilItSucceeds.ExecuteAsync(async stop => await inner.WriteAsync(owner, states, reach, stop).ConfigureAwait(false), ct).AsTask();
}
