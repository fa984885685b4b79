namespace Fraud.Replay.Backtesting;

/// <summary>What a backtest found.</summary>
public sealed record BacktestReport
{
    /// <summary>Payments read, those before the range included.</summary>
    public required long Payments { get; init; }

    /// <summary>Payments decided and reported on.</summary>
    public required long Decided { get; init; }

    /// <summary>Payments whose id was seen before.</summary>
    public required long Duplicates { get; init; }

    /// <summary>Payments later than the grace period allows.</summary>
    public required long Late { get; init; }

    /// <summary>Lines that are no payment.</summary>
    public required long Refused { get; init; }

    /// <summary>Payments decided that have a label; the others count as genuine.</summary>
    public required long Labelled { get; init; }

    /// <summary>Fraudulent payments decided.</summary>
    public required long Frauds { get; init; }

    /// <summary>Event time of the first payment decided; null when there is none.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Event time of the last payment decided; null when there is none.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>Time it took, seconds.</summary>
    public required double Seconds { get; init; }

    /// <summary>Payments read a second.</summary>
    public required double PaymentsPerSecond { get; init; }

    /// <summary>The policy in question.</summary>
    public required PolicyReport Candidate { get; init; }

    /// <summary>The policy compared with; null for none.</summary>
    public PolicyReport? Baseline { get; init; }

    /// <summary>What changes from baseline to candidate; null without a baseline.</summary>
    public FlipReport? Flips { get; init; }
}
