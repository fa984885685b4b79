namespace Fraud.Contracts;

/// <summary>The truth about a payment, as it became known.</summary>
public sealed record Label
{
    /// <summary>The payment it speaks of.</summary>
    public required string PaymentId { get; init; }

    /// <summary>The payment's account; the key of the record.</summary>
    public required string AccountId { get; init; }

    /// <summary>True for fraud, false for genuine.</summary>
    public required bool Fraud { get; init; }

    /// <summary>When the truth became known, Unix milliseconds; RFC 3339 in JSON.</summary>
    public required long KnownTimeMs { get; init; }

    /// <summary>Where it comes from: <c>chargeback</c>, <c>analyst</c>, <c>simulator</c>, <c>import</c>.</summary>
    public required string Source { get; init; }

    /// <summary>Kind of fraud, free text; null when unknown.</summary>
    public string? Kind { get; init; }
}
