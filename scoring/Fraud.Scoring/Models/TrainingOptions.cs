namespace Fraud.Scoring.Models;

/// <summary>How trees are grown.</summary>
public sealed record TrainingOptions
{
    /// <summary>Trees, 1 to 5000.</summary>
    public int Trees { get; init; } = 100;

    /// <summary>
    /// Depth of a tree, 1 to 12. An engine that grows leaf by leaf gets 2^depth leaves instead, so that its trees are as large.
    /// </summary>
    public int Depth { get; init; } = 6;

    /// <summary>Share of each tree's answer that is added, above 0 to 1.</summary>
    public double LearningRate { get; init; } = 0.1;

    /// <summary>
    /// What a leaf needs at least, ≥ 1: training rows with FastTree, their sum of curvatures p·(1 − p) with XGBoost. Null: the engine's own
    /// default, 10 and 1.
    /// </summary>
    public int? LeafRowsMin { get; init; }

    /// <summary>Weight of a fraudulent row, above 0; a genuine one weighs 1.</summary>
    public double FraudWeight { get; init; } = 1;

    /// <summary>Seed of everything random in the engine.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Threads the engine may use, ≥ 1.</summary>
    public int Threads { get; init; } = 2;

    /// <summary>Throws when an option is outside its range.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Names the option.</exception>
    public void Check()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Trees, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Trees, 5000);
        ArgumentOutOfRangeException.ThrowIfLessThan(Depth, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Depth, 12);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(LearningRate);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(LearningRate, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(LeafRowsMin ?? 1, 1, nameof(LeafRowsMin));
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(FraudWeight);
        ArgumentOutOfRangeException.ThrowIfLessThan(Threads, 1);
    }
}
