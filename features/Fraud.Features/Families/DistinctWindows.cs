using Fraud.Features.Distinct;
using Fraud.Features.States;

namespace Fraud.Features.Families;

/// <summary>Distinct counts of one set over several windows, read in one pass.</summary>
internal sealed class DistinctWindows(EntityKind entity, string things, params long[] lengthsMs)
{
    public FeatureDefinition[] Definitions { get; } = [.. lengthsMs.Select(length => new FeatureDefinition(
        $"{EntityWords.Name(entity)}.distinct_{things}_{Length.Name(length)}",
        FeatureType.Count,
        "",
        entity,
        $"Different {things} seen with the {EntityWords.Noun(entity)} in the {Length.Name(length)} before this payment."))];

    public ReadOnlySpan<long> LengthsMs => lengthsMs;

    public void Read(in SeenSet set, in EventSpan span, long timeMs, Span<double> values) =>
        set.Read(lengthsMs, timeMs, span.NewestMs ?? timeMs, values);
}
