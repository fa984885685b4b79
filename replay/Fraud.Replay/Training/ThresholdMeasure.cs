using Fraud.Replay.Metrics;

namespace Fraud.Replay.Training;

/// <summary>What flagging every payment from one probability on would do.</summary>
/// <param name="Probability">The threshold, 0 to 1.</param>
/// <param name="Flagged">Payments flagged.</param>
/// <param name="Precision">Share of them that were fraudulent; null when none was flagged.</param>
/// <param name="Recall">Share of the fraudulent payments flagged; null when there were none.</param>
public sealed record ThresholdMeasure(double Probability, long Flagged, double? Precision, double? Recall)
{
    internal static ThresholdMeasure Of(double probability, ConfusionCounts counts) => new(
        probability, counts.Caught + counts.FalseAlarms, Number.OrNull(counts.Precision), Number.OrNull(counts.Recall));
}
