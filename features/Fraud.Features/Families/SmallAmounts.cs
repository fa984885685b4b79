using Fraud.Features.Windows;

namespace Fraud.Features.Families;

/// <summary>Counts of small amounts, the mark of card testing.</summary>
internal sealed class SmallAmounts(EntityKind entity, params long[] lengthsMs)
{
    public FeatureDefinition[] Definitions { get; } = [.. lengthsMs.Select(length => new FeatureDefinition(
        $"{EntityWords.Name(entity)}.small_count_{Length.Name(length)}",
        FeatureType.Count,
        "",
        entity,
        $"Payments of a small amount (option SmallAmountMinor) of the {EntityWords.Noun(entity)} in the {Length.Name(length)} before this one."))];

    public void Read(in PaneSeries series, long timeMs, Span<double> values)
    {
        Span<WindowTotals> totals = stackalloc WindowTotals[lengthsMs.Length];
        series.Read(lengthsMs, timeMs, totals);
        for (var i = 0; i < lengthsMs.Length; i++) values[i] = totals[i].Count;
    }
}
