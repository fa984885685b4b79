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

    /// <summary>When the payment was made, Unix milliseconds; null when not said, and then it counts for no window of past frauds.</summary>
    public long? EventTimeMs { get; init; }

    /// <summary>The payment's merchant; null when there is none or it is not said.</summary>
    public string? MerchantId { get; init; }

    /// <summary>The payment's terminal; null when there is none or it is not said.</summary>
    public string? TerminalId { get; init; }

    /// <summary>The payment's device; null when there is none or it is not said.</summary>
    public string? DeviceId { get; init; }

    /// <summary>The payment's internet address; null when there is none or it is not said.</summary>
    public string? Ip { get; init; }

    /// <summary>The same label with what it must tell of the payment, so that its merchant, terminal, device and address learn of it.</summary>
    public Label About(Payment payment) => this with
    {
        PaymentId = payment.PaymentId,
        AccountId = payment.AccountId,
        EventTimeMs = payment.EventTimeMs,
        MerchantId = payment.MerchantId,
        TerminalId = payment.TerminalId,
        DeviceId = payment.DeviceId,
        Ip = payment.Ip,
    };
}
