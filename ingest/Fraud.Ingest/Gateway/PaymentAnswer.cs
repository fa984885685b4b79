using Fraud.Contracts;

namespace Fraud.Ingest.Gateway;

/// <summary>What becomes of one posted payment: exactly one of its five parts is set.</summary>
internal readonly record struct PaymentAnswer
{
    /// <summary>The payment's ids; empty when it could not be read.</summary>
    public PaymentKey Key { get; init; }

    /// <summary>Its decision as JSON.</summary>
    public byte[]? Decision { get; init; }

    /// <summary>The decision was made about an earlier post of the same payment.</summary>
    public bool Duplicate { get; init; }

    /// <summary>It is on the log and will be decided.</summary>
    public LogPosition? Accepted { get; init; }

    /// <summary>It is not a valid payment.</summary>
    public Rejection? Rejected { get; init; }

    /// <summary>Another payment was taken under its id; what differs.</summary>
    public IReadOnlyList<FieldDifference>? Conflict { get; init; }

    /// <summary>It could not be taken now.</summary>
    public Problem? Failed { get; init; }
}
