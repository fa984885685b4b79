namespace Fraud.Host.Demo;

/// <summary>
/// What a demo came to. Everything about payments is read from the topics, whole log, so it covers earlier runs on the same data folder too,
/// except where "this run" is said.
/// </summary>
internal sealed record DemoReport
{
    /// <summary>Live payments the gateway acknowledged.</summary>
    public required long PaymentsPosted { get; init; }

    /// <summary>Decisions about live payments; those acknowledged to a caller that was killed before it could know count too.</summary>
    public required long PaymentsDecided { get; init; }

    /// <summary>Live payments with a decision.</summary>
    public required long DecisionsDistinct { get; init; }

    /// <summary>Decisions on the log, those of the history included.</summary>
    public required long DecisionsOnLog { get; init; }

    /// <summary>Payments acknowledged, or valid on the log, without a decision.</summary>
    public required long Missing { get; init; }

    /// <summary>Payments with more than one decision.</summary>
    public required long Duplicates { get; init; }

    /// <summary>Records of <c>alerts.v1</c>.</summary>
    public required long Alerts { get; init; }

    /// <summary>Alerts in Postgres.</summary>
    public required long AlertsInPostgres { get; init; }

    /// <summary>Alerts the hub pushed to the demo's client.</summary>
    public required long AlertsPushed { get; init; }

    /// <summary>Alerts the hub told it of by number instead, because it was too far behind.</summary>
    public required long AlertsConflated { get; init; }

    /// <summary>Decisions without their alert, alerts without their decision, alerts twice.</summary>
    public required long AlertMismatches { get; init; }

    /// <summary>Payments posted once more, by the demo.</summary>
    public required long DuplicatesPosted { get; init; }

    /// <summary>Malformed payments posted; each was refused.</summary>
    public required long MalformedPosted { get; init; }

    /// <summary>Malformed records produced straight to <c>payments.v1</c>.</summary>
    public required long MalformedProduced { get; init; }

    /// <summary>Refused records of <c>payments.v1</c> on <c>dead-letter.v1</c>.</summary>
    public required long DeadLetters { get; init; }

    /// <summary>Unreadable payments without a dead letter, dead letters without such a record, or twice.</summary>
    public required long DeadLetterMismatches { get; init; }

    /// <summary>Row changes carried from Postgres to the log.</summary>
    public required long CdcChanges { get; init; }

    /// <summary>Share of the flagged live payments that were fraudulent; null when none was flagged.</summary>
    public required double? Precision { get; init; }

    /// <summary>Share of the fraudulent live payments that were flagged; null when there was none.</summary>
    public required double? Recall { get; init; }

    /// <summary>The same by kind of fraud.</summary>
    public required IReadOnlyDictionary<string, KindReport> Kinds { get; init; }

    /// <summary>This run: time from when a payment should have been sent to its decision, median, milliseconds.</summary>
    public required double? DecideP50Ms { get; init; }

    /// <summary>The same, 99th percentile.</summary>
    public required double? DecideP99Ms { get; init; }

    /// <summary>This run: posts made again because the gateway was busy or did not answer.</summary>
    public required long Retries { get; init; }

    /// <summary>The engine that trained the model.</summary>
    public required string? Engine { get; init; }

    /// <summary>The model's area under the ROC curve on the last part of the history.</summary>
    public required double? ModelAuc { get; init; }

    /// <summary>The model's average precision there.</summary>
    public required double? ModelAveragePrecision { get; init; }

    /// <summary>Payments of the history, decided when it was published to warm the states.</summary>
    public required long? HistoryPayments { get; init; }

    /// <summary>How fast that was, from the first published to the last decided.</summary>
    public required double? HistoryPaymentsPerSecond { get; init; }

    /// <summary>This run: time from start to the first live payment, seconds.</summary>
    public double SetupSeconds { get; init; }

    /// <summary>This run: time of live payments, seconds.</summary>
    public double LiveSeconds { get; init; }

    /// <summary>The dashboard with its key.</summary>
    public required string DashboardUrl { get; init; }

    /// <summary>What is wrong; empty when nothing is.</summary>
    public required IReadOnlyList<string> Faults { get; init; }
}
