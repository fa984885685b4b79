using Fraud.Scoring.Models;
using Fraud.Scoring.Policies;

namespace Fraud.Replay.Backtesting;

/// <summary>What to replay and which policies decide.</summary>
public sealed record BacktestPlan
{
    /// <summary>The history: NDJSON of payments, with labels where known, oldest first.</summary>
    public required string Input { get; init; }

    /// <summary>The policy in question.</summary>
    public required CompiledPolicy Candidate { get; init; }

    /// <summary>The policy to compare with, on the same features; null for none.</summary>
    public CompiledPolicy? Baseline { get; init; }

    /// <summary>Event times to report on; earlier payments still fill the windows. Null for all.</summary>
    public TimeRange? Range { get; init; }

    /// <summary>Example payments kept for each kind of flip, ≥ 0.</summary>
    public int ExamplesMax { get; init; } = 5;
}
