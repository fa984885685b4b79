using Fraud.Features.Windows;

namespace Fraud.Features.Families;

/// <summary>Window features over one series of amounts, all read in one pass.</summary>
internal sealed class AmountWindows
{
    private readonly WindowFeature[] features;
    private readonly int[] windows;
    private readonly long[] lengthsMs;

    public AmountWindows(EntityKind entity, params WindowFeature[] features)
    {
        this.features = features;
        lengthsMs = [.. features.Select(feature => feature.LengthMs).Distinct().Order()];
        windows = [.. features.Select(feature => Array.IndexOf(lengthsMs, feature.LengthMs))];
        Definitions = [.. features.Select(feature => feature.Define(entity))];
    }

    public FeatureDefinition[] Definitions { get; }

    /// <summary>Lengths of the windows, ascending.</summary>
    public ReadOnlySpan<long> LengthsMs => lengthsMs;

    public void Read(in PaneSeries series, long timeMs, long amount, Span<double> values)
    {
        Span<WindowTotals> totals = stackalloc WindowTotals[lengthsMs.Length];
        series.Read(lengthsMs, timeMs, totals);
        Take(totals, amount, values);
    }

    /// <summary>Takes the features out of windows that were read, one per length.</summary>
    public void Take(ReadOnlySpan<WindowTotals> totals, long amount, Span<double> values)
    {
        for (var i = 0; i < features.Length; i++) values[i] = features[i].Of(in totals[windows[i]], amount);
    }
}
