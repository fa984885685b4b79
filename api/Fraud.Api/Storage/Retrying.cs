using Microsoft.Extensions.Logging;
using Polly;
using Polly.Retry;

namespace Fraud.Api.Storage;

/// <summary>How the api's background work meets a server that is away: it waits and tries again for as long as it takes.</summary>
internal static class Retrying
{
    private static readonly TimeSpan DelayFirst = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan DelayMax = TimeSpan.FromSeconds(5);

    /// <summary>Repeats after any failure but cancellation, with growing, jittered delays from 0.1 to 5 s.</summary>
    /// <param name="logger">Told of each failure.</param>
    /// <param name="work">What is being done, for the log.</param>
    public static ResiliencePipeline Forever(ILogger logger, string work) => new ResiliencePipelineBuilder()
        .AddRetry(new RetryStrategyOptions
        {
            ShouldHandle = new PredicateBuilder().Handle<Exception>(e => e is not OperationCanceledException),
            MaxRetryAttempts = int.MaxValue,
            BackoffType = DelayBackoffType.Exponential,
            Delay = DelayFirst,
            MaxDelay = DelayMax,
            UseJitter = true,
            OnRetry = retry =>
            {
                logger.LogWarning(retry.Outcome.Exception, "{Work} failed; next attempt in {Delay} ms", work, (int)retry.RetryDelay.TotalMilliseconds);
                return default;
            },
        })
        .Build();
}
