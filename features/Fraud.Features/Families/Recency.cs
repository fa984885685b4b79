using Fraud.Features.States;
using Fraud.Features.Windows;

namespace Fraud.Features.Families;

/// <summary>Time since an entity's previous and since its first payment.</summary>
internal sealed class Recency(EntityKind entity)
{
    public const int Count = 2;

    private readonly string name = EntityWords.Name(entity);

    public FeatureDefinition[] Definitions =>
    [
        new($"{name}.seconds_since_last", FeatureType.Number, "s", entity, $"Seconds since the previous payment of the {name}."),
        new($"{name}.days_since_first", FeatureType.Number, "days", entity, $"Days since the first payment ever counted of the {name}."),
    ];

    public static void Read(in EventSpan span, in PaneSeries amounts, long timeMs, Span<double> values)
    {
        if (span.NewestMs is not { } newestMs || span.FirstMs >= timeMs) return;
        var previousMs = newestMs < timeMs ? newestMs : amounts.StartBefore(timeMs) ?? span.FirstMs;
        values[0] = (timeMs - previousMs) / (double)Ladder.Second;
        values[1] = (timeMs - span.FirstMs) / (double)Ladder.Day;
    }
}
