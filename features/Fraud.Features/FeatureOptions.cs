namespace Fraud.Features;

/// <summary>What a user may set about features. Grace, dedupe and small amount shape the states: keep them equal in training and live.</summary>
public sealed record FeatureOptions
{
    /// <summary>
    /// Number of partitions of the input topic, so that the parts of partitions owned elsewhere are read as well. Default 0: none are, right
    /// when one process owns every partition.
    /// </summary>
    public int PartitionCount { get; init; }

    /// <summary>
    /// How far a payment may stand behind the newest event of an entity and still count in its windows. Default 1 hour, range 0 to 1 day.
    /// A later one is decided and flagged late, and windows do not count it.
    /// </summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromHours(1);

    /// <summary>How long an account remembers payment ids, in its own event time. Default 48 hours.</summary>
    public TimeSpan DedupeHorizon { get; init; } = TimeSpan.FromHours(48);

    /// <summary>
    /// Payment ids one account remembers at most. Default 512. Beyond it the oldest are forgotten before the horizon, so a retry of one of
    /// them would be decided as a new payment.
    /// </summary>
    public int DedupeCountMax { get; init; } = 512;

    /// <summary>
    /// How old, in event time, another partition's part of a merchant, terminal, device or address may be when it is read. Default 10 s.
    /// </summary>
    public TimeSpan ForeignAgeMax { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Amounts up to this many minor units count as small, the mark of card testing. Default 200.</summary>
    public long SmallAmountMinor { get; init; } = 200;

    /// <summary>
    /// How long after a payment its truth is taken to be known: windows of past frauds end so long before the payment. Default 7 days, range 0
    /// to 90 days. A label that comes later counts from when it is known.
    /// </summary>
    public TimeSpan LabelDelay { get; init; } = TimeSpan.FromDays(7);

    /// <summary>
    /// True (default) where a store stands behind: a state not loaded is a bug and throws. False in isolation, as in backtests: every
    /// state starts empty and <see cref="FeatureStates.CollectMissing"/> asks for nothing.
    /// </summary>
    public bool StoreBacked { get; init; } = true;
}
