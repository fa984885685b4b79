namespace Fraud.Replay.Metrics;

/// <summary>How well scores order fraudulent payments before genuine ones, whatever the threshold.</summary>
/// <param name="Auc">
/// Area under the ROC curve, 0 to 1: the chance that a fraudulent payment scores above a genuine one, a tie counting half.
/// </param>
/// <param name="AveragePrecision">
/// Σ (recall gained × precision) over the thresholds from high to low, 0 to 1; equal scores are one threshold.
/// </param>
public readonly record struct RankingMetrics(double Auc, double AveragePrecision)
{
    /// <summary>Measures scores against the truth.</summary>
    /// <param name="scores">Higher is more suspicious.</param>
    /// <param name="fraud">The truth, payment by payment.</param>
    /// <returns>NaN where there is no fraudulent payment, or for <see cref="Auc"/> no genuine one.</returns>
    public static RankingMetrics Of(ReadOnlySpan<double> scores, ReadOnlySpan<bool> fraud)
    {
        if (scores.Length != fraud.Length)
            throw new ArgumentException($"{scores.Length} scores, {fraud.Length} labels.", nameof(fraud));
        var sorted = scores.ToArray();
        var truth = fraud.ToArray();
        Array.Sort(sorted, truth);

        double frauds = fraud.Count(true), genuine = fraud.Length - frauds;
        double fraudsAbove = 0, above = 0, area = 0, precision = 0;
        for (var end = sorted.Length; end > 0;)
        {
            var start = end - 1;
            double hits = truth[start] ? 1 : 0;
            while (start > 0 && sorted[start - 1] == sorted[end - 1])
                hits += truth[--start] ? 1 : 0;
            area += (end - start - hits) * (fraudsAbove + hits / 2);
            fraudsAbove += hits;
            above += end - start;
            precision += hits * fraudsAbove / above;
            end = start;
        }
        return new RankingMetrics(area / (frauds * genuine), precision / frauds);
    }
}
