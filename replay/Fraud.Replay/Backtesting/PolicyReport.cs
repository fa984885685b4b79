using Fraud.Contracts;

namespace Fraud.Replay.Backtesting;

/// <summary>What one policy would have done. A payment is flagged when it is not approved, and a flagged payment is an alert.</summary>
public sealed record PolicyReport
{
    /// <summary>Name of the policy.</summary>
    public required string Name { get; init; }

    /// <summary>Its version.</summary>
    public required int Version { get; init; }

    /// <summary>Its digest.</summary>
    public required string Digest { get; init; }

    /// <summary>Id of its model; null when it decides by rules alone.</summary>
    public string? ModelId { get; init; }

    /// <summary>Payments by outcome.</summary>
    public required IReadOnlyDictionary<Outcome, long> Outcomes { get; init; }

    /// <summary>Payments flagged.</summary>
    public required long Alerts { get; init; }

    /// <summary>Payments flagged on an average day.</summary>
    public required double AlertsPerDay { get; init; }

    /// <summary>Payments flagged on the worst day.</summary>
    public required long AlertsPerDayMax { get; init; }

    /// <summary>Share of the flagged payments that were fraudulent; null when none was flagged.</summary>
    public double? Precision { get; init; }

    /// <summary>Share of the fraudulent payments flagged; null when there were none.</summary>
    public double? Recall { get; init; }

    /// <summary>Harmonic mean of precision and recall; null when neither can be said.</summary>
    public double? F1 { get; init; }

    /// <summary>Area under the ROC curve of the risk score; null without both kinds of payments.</summary>
    public double? Auc { get; init; }

    /// <summary>Average precision of the risk score; null without fraud.</summary>
    public double? AveragePrecision { get; init; }

    /// <summary>Card precision@100 a day of the risk score; null without payments.</summary>
    public double? CardPrecision100 { get; init; }

    /// <summary>Money by currency.</summary>
    public required IReadOnlyDictionary<string, MoneyReport> Money { get; init; }

    /// <summary>Its rules, in file order.</summary>
    public required IReadOnlyList<RuleReport> Rules { get; init; }
}
