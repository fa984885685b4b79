namespace Fraud.Replay.Metrics;

/// <summary>Payments by what was said of them and what they were.</summary>
/// <param name="Caught">Flagged and fraudulent.</param>
/// <param name="FalseAlarms">Flagged and genuine.</param>
/// <param name="Missed">Let through and fraudulent.</param>
/// <param name="Passed">Let through and genuine.</param>
public readonly record struct ConfusionCounts(long Caught, long FalseAlarms, long Missed, long Passed)
{
    /// <summary>Share of the flagged payments that were fraudulent, 0 to 1; NaN when none was flagged.</summary>
    public double Precision => (double)Caught / (Caught + FalseAlarms);

    /// <summary>Share of the fraudulent payments that were flagged, 0 to 1; NaN when there were none.</summary>
    public double Recall => (double)Caught / (Caught + Missed);

    /// <summary>Harmonic mean of precision and recall, 0 to 1; NaN when nothing was flagged or fraudulent.</summary>
    public double F1 => 2.0 * Caught / (2 * Caught + FalseAlarms + Missed);

    /// <summary>The counts with one more payment.</summary>
    /// <param name="flagged">What was said.</param>
    /// <param name="fraud">What it was.</param>
    public ConfusionCounts With(bool flagged, bool fraud) => (flagged, fraud) switch
    {
        (true, true) => this with { Caught = Caught + 1 },
        (true, false) => this with { FalseAlarms = FalseAlarms + 1 },
        (false, true) => this with { Missed = Missed + 1 },
        _ => this with { Passed = Passed + 1 },
    };

    /// <summary>Flags every payment that scores at least a threshold.</summary>
    /// <param name="scores">The scores.</param>
    /// <param name="fraud">The truth, payment by payment.</param>
    /// <param name="threshold">The threshold.</param>
    public static ConfusionCounts At(ReadOnlySpan<double> scores, ReadOnlySpan<bool> fraud, double threshold)
    {
        var counts = default(ConfusionCounts);
        for (var i = 0; i < scores.Length; i++)
            counts = counts.With(scores[i] >= threshold, fraud[i]);
        return counts;
    }
}
