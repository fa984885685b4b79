namespace Fraud.Features.States;

/// <summary>The event times an entity has counted.</summary>
internal struct EventSpan
{
    /// <summary>Newest event time counted, Unix milliseconds; null before the first.</summary>
    public long? NewestMs { get; private set; }

    /// <summary>Oldest event time counted, Unix milliseconds; meaningful once there is a newest.</summary>
    public long FirstMs { get; private set; }

    public readonly bool IsLate(long timeMs, FeatureOptions options) => NewestMs is { } newest && timeMs < newest - (long)options.Grace.TotalMilliseconds;

    /// <summary>Extends the span.</summary>
    public void Widen(long firstMs, long newestMs)
    {
        FirstMs = NewestMs is null ? firstMs : Math.Min(FirstMs, firstMs);
        NewestMs = Math.Max(NewestMs ?? newestMs, newestMs);
    }
}
