namespace Fraud.Contracts;

/// <summary>
/// What was decided about one payment, with everything needed to prove it: re-deciding from <see cref="Features"/> under the policy with
/// <see cref="PolicyDigest"/> gives the same bytes. It holds no processing time: the record's timestamp on the log tells that.
/// </summary>
public sealed record Decision
{
    /// <summary>The payment decided.</summary>
    public required string PaymentId { get; init; }

    /// <summary>Its account; the key of the record.</summary>
    public required string AccountId { get; init; }

    /// <summary>The decision that this one takes the place of; null for a first decision, of which a payment has one.</summary>
    public Supersession? Supersedes { get; init; }

    /// <summary>Amount in minor units.</summary>
    public required long AmountMinor { get; init; }

    /// <summary>ISO 4217 code.</summary>
    public required string Currency { get; init; }

    /// <summary>Event time of the payment, Unix milliseconds.</summary>
    public required long EventTimeMs { get; init; }

    /// <summary>What the payment system is told.</summary>
    public required Outcome Outcome { get; init; }

    /// <summary>Risk score, 0 (harmless) to 1000.</summary>
    public required int Score { get; init; }

    /// <summary>Why: what the rules say, heaviest first, then what the model saw; empty for an unremarkable payment.</summary>
    public required IReadOnlyList<Reason> Reasons { get; init; }

    /// <summary>Name of the policy.</summary>
    public required string PolicyName { get; init; }

    /// <summary>Version of the policy.</summary>
    public required int PolicyVersion { get; init; }

    /// <summary>Digest of the policy: first 16 hex digits of the SHA-256 of its canonical form.</summary>
    public required string PolicyDigest { get; init; }

    /// <summary>Id of the model; null when the policy has none.</summary>
    public string? ModelId { get; init; }

    /// <summary>The model's calibrated probability of fraud, 0 to 1; null when there is no model.</summary>
    public double? Probability { get; init; }

    /// <summary>The payment came later than the grace period allows: it is decided, but windows do not count it.</summary>
    public bool Late { get; init; }

    /// <summary>
    /// The states of the payment could not be had in time: it was decided without features, all of which are NaN. It counts in the states of
    /// later payments like any other.
    /// </summary>
    public bool Degraded { get; init; }

    /// <summary>Where the payment stands on the log.</summary>
    public required LogPosition Position { get; init; }

    /// <summary>Next offset per profile table (in the order of the table names) that the decision's profile attributes include.</summary>
    public IReadOnlyDictionary<string, long>? ProfileOffsets { get; init; }

    /// <summary>Digest of the feature catalogue that names the columns of <see cref="Features"/>.</summary>
    public required string FeatureSet { get; init; }

    /// <summary>The feature vector the decision was made from; NaN is "not enough history" (null in JSON).</summary>
    public required double[] Features { get; init; }
}
