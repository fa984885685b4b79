using Fraud.Api.Storage;

namespace Fraud.Api.Alerts;

/// <summary>An alert as lists and streams show it.</summary>
public sealed class AlertRow
{
    /// <summary>Position in the total order of alerts, from 1, without gaps.</summary>
    public long Seq { get; init; }

    /// <summary>The payment.</summary>
    public string PaymentId { get; init; } = "";

    /// <summary>Its account.</summary>
    public string AccountId { get; init; } = "";

    /// <summary>Amount in minor units.</summary>
    public long AmountMinor { get; init; }

    /// <summary>ISO 4217 code.</summary>
    public string Currency { get; init; } = "";

    /// <summary>When the payment happened, UTC.</summary>
    public DateTime EventTime { get; init; }

    /// <summary>When the decision was written to the log, UTC.</summary>
    public DateTime DecidedTime { get; init; }

    /// <summary>approve, review or decline.</summary>
    public string Outcome { get; init; } = "";

    /// <summary>Risk score, 0 to 1000.</summary>
    public int Score { get; init; }

    /// <summary>The model's probability of fraud, 0 to 1; null without a model.</summary>
    public double? Probability { get; init; }

    /// <summary>Reasons, heaviest first: objects of code, sentence, rule, points.</summary>
    public RawJson Reasons { get; init; }

    /// <summary>Card token, if the payment had one.</summary>
    public string? CardId { get; init; }

    /// <summary>Merchant, if the payment had one.</summary>
    public string? MerchantId { get; init; }

    /// <summary>Merchant category, if the payment had one.</summary>
    public string? Mcc { get; init; }

    /// <summary>Country of acceptance, if the payment had one.</summary>
    public string? Country { get; init; }

    /// <summary>Channel, if the payment had one.</summary>
    public string? Channel { get; init; }

    /// <summary>The payer's device, if the payment had one.</summary>
    public string? DeviceId { get; init; }

    /// <summary>The payer's address on the internet, if the payment had one.</summary>
    public string? Ip { get; init; }

    /// <summary>open, assigned or closed.</summary>
    public string Status { get; init; } = "";

    /// <summary>fraud or genuine; null until closed.</summary>
    public string? Verdict { get; init; }

    /// <summary>Who works on it; null when nobody does.</summary>
    public string? Assignee { get; init; }

    internal const string Columns =
        "seq, payment_id, account_id, amount_minor, currency, event_time, decided_time, outcome, score, probability, reasons, "
        + "card_id, merchant_id, mcc, country, channel, device_id, ip, status, verdict, assignee";
}
