using Fraud.Replay.Metrics;
using Fraud.Scoring.Models;

namespace Fraud.Replay.Training;

/// <summary>How good a model is on payments later than those it learnt from.</summary>
public sealed record ModelMeasure
{
    /// <summary>Cards a day in <see cref="CardPrecision"/>.</summary>
    public const int CardsPerDay = 100;

    private static readonly double[] ThresholdsMeasured = [0.05, 0.1, 0.25, 0.5, 0.75, 0.9];

    /// <summary>Payments measured on.</summary>
    public required int Rows { get; init; }

    /// <summary>Fraudulent ones among them.</summary>
    public required int FraudRows { get; init; }

    /// <summary>Area under the ROC curve, 0 to 1.</summary>
    public required double Auc { get; init; }

    /// <summary>Average precision, 0 to 1.</summary>
    public required double AveragePrecision { get; init; }

    /// <summary>Card precision@100 a day, 0 to 1.</summary>
    public required double CardPrecision100 { get; init; }

    /// <summary>Mean of (probability − truth)², 0 to 1; lower is better.</summary>
    public required double Brier { get; init; }

    /// <summary>Frauds expected by the sum of probabilities, over frauds seen; 1 is calibrated.</summary>
    public required double ExpectedOverSeen { get; init; }

    /// <summary>Precision and recall at probabilities from low to high.</summary>
    public required IReadOnlyList<ThresholdMeasure> Thresholds { get; init; }

    /// <summary>Scores rows and measures.</summary>
    /// <param name="model">The model.</param>
    /// <param name="set">The rows; their columns include the model's features.</param>
    /// <param name="payments">The payments behind the rows.</param>
    public static ModelMeasure Of(TreeEnsemble model, TrainingSet set, ScoredPayments payments)
    {
        var probabilities = ModelScores.Margins(model, set);
        foreach (ref var value in probabilities.AsSpan())
            value = model.Calibration.Probability(value);
        var ranking = RankingMetrics.Of(probabilities, set.Fraud);
        double squares = 0;
        for (var i = 0; i < probabilities.Length; i++)
            squares += Math.Pow(probabilities[i] - (set.Fraud[i] ? 1 : 0), 2);
        return new ModelMeasure
        {
            Rows = set.Rows,
            FraudRows = set.FraudRows,
            Auc = ranking.Auc,
            AveragePrecision = ranking.AveragePrecision,
            CardPrecision100 = CardPrecision.At(payments.WithScores(probabilities), CardsPerDay),
            Brier = squares / set.Rows,
            ExpectedOverSeen = probabilities.Sum() / set.FraudRows,
            Thresholds = [.. ThresholdsMeasured.Select(t => ThresholdMeasure.Of(t, ConfusionCounts.At(probabilities, set.Fraud, t)))],
        };
    }
}
