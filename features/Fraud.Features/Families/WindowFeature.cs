using Fraud.Features.Windows;

namespace Fraud.Features.Families;

/// <summary>One aggregate over one window of an entity's amounts.</summary>
internal sealed record WindowFeature(Aggregate Aggregate, long LengthMs)
{
    /// <summary>Payments a window must hold before a payment is compared with them.</summary>
    public const int ComparisonCountMin = 3;

    /// <summary>Part of the mean that the standard deviation counts as at least, so that even habits do not make every change extreme.</summary>
    public const double DeviationMinOfMean = 0.01;

    public string Name => Aggregate switch
    {
        Aggregate.Count => $"count_{Span}",
        Aggregate.Sum => $"amount_sum_{Span}",
        Aggregate.Mean => $"amount_mean_{Span}",
        Aggregate.Min => $"amount_min_{Span}",
        Aggregate.Max => $"amount_max_{Span}",
        Aggregate.StandardDeviation => $"amount_stddev_{Span}",
        Aggregate.ZScore => $"amount_zscore_{Span}",
        Aggregate.RatioToMean => $"amount_to_mean_{Span}",
        _ => $"amount_to_max_{Span}",
    };

    public FeatureDefinition Define(EntityKind entity) => new(
        $"{EntityWords.Name(entity)}.{Name}",
        Aggregate == Aggregate.Count ? FeatureType.Count : FeatureType.Number,
        Aggregate is Aggregate.Count or Aggregate.ZScore or Aggregate.RatioToMean or Aggregate.RatioToMax ? "" : "minor units",
        entity,
        $"{Phrase} {(Aggregate == Aggregate.Count ? "of" : "by")} the {EntityWords.Noun(entity)} in the {Span} before this one.{Condition}");

    public double Of(in WindowTotals totals, long amount) => Aggregate switch
    {
        Aggregate.Count => totals.Count,
        Aggregate.Sum => totals.Sum,
        Aggregate.Mean => totals.Mean,
        Aggregate.Min => totals.Count == 0 ? double.NaN : totals.Min,
        Aggregate.Max => totals.Count == 0 ? double.NaN : totals.Max,
        Aggregate.StandardDeviation => totals.StandardDeviation,
        _ when totals.Count < ComparisonCountMin => double.NaN,
        Aggregate.ZScore => (amount - totals.Mean) / Math.Max(1, Math.Max(totals.StandardDeviation, totals.Mean * DeviationMinOfMean)),
        Aggregate.RatioToMean => amount / Math.Max(1, totals.Mean),
        _ => amount / Math.Max(1.0, totals.Max),
    };

    private string Span => Length.Name(LengthMs);

    private string Phrase => Aggregate switch
    {
        Aggregate.Count => "Payments",
        Aggregate.Sum => "Sum of the amounts paid",
        Aggregate.Mean => "Mean amount paid",
        Aggregate.Min => "Smallest amount paid",
        Aggregate.Max => "Largest amount paid",
        Aggregate.StandardDeviation => "Sample standard deviation of the amounts paid",
        Aggregate.ZScore => "Standard deviations (of at least 1 % of the mean) by which this amount exceeds the mean amount paid",
        Aggregate.RatioToMean => "This amount divided by the mean amount paid",
        _ => "This amount divided by the largest amount paid",
    };

    private string Condition => Aggregate switch
    {
        Aggregate.StandardDeviation => " Needs two payments.",
        Aggregate.ZScore or Aggregate.RatioToMean or Aggregate.RatioToMax => $" Needs {ComparisonCountMin} payments.",
        _ => "",
    };
}
