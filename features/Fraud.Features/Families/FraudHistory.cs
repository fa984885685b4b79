using Fraud.Features.States;
using Fraud.Features.Windows;

namespace Fraud.Features.Families;

/// <summary>
/// How many of an entity's payments turned out to be fraudulent, in windows that end a label delay before the payment (option LabelDelay):
/// where they end, the truth is known, in training as live.
/// </summary>
/// <param name="entity">The entity.</param>
/// <param name="lengthsMs">Lengths of the windows, ascending.</param>
internal sealed class FraudHistory(EntityKind entity, params long[] lengthsMs)
{
    private readonly string name = EntityWords.Name(entity);
    private readonly string noun = EntityWords.Noun(entity);

    /// <summary>Counts, one per length.</summary>
    public FeatureDefinition[] Counts => [.. lengthsMs.Select(length => new FeatureDefinition(
        $"{name}.fraud_count_{Length.Name(length)}",
        FeatureType.Count,
        "",
        entity,
        $"Payments of the {noun} that turned out to be fraudulent, in the {Length.Name(length)} that end a label delay before this one."))];

    /// <summary>Shares, one per length.</summary>
    public FeatureDefinition[] Rates => [.. lengthsMs.Select(length => new FeatureDefinition(
        $"{name}.fraud_rate_{Length.Name(length)}",
        FeatureType.Number,
        "",
        entity,
        $"Share of the {noun}'s payments that turned out to be fraudulent, in the {Length.Name(length)} that end a label delay before this one; 0 to 1."))];

    /// <summary>Reads the counts; 0 where no label has spoken of the entity.</summary>
    /// <param name="scope">The payment.</param>
    /// <param name="counts">One place per length.</param>
    /// <returns>Whether any fraud of the entity is known.</returns>
    public bool ReadCounts(PaymentScope scope, Span<double> counts)
    {
        counts[..lengthsMs.Length].Clear();
        if (scope.Frauds?.Of(entity, scope.Hashes.KeyOf(entity)) is not { } frauds) return false;
        var timeMs = scope.Payment!.EventTimeMs;
        var endMs = timeMs - scope.LabelDelayMs;
        for (var i = 0; i < lengthsMs.Length; i++) counts[i] = frauds.Count(endMs - lengthsMs[i], endMs, timeMs);
        return true;
    }

    /// <summary>
    /// Reads counts and shares. A share is "not enough history" until the entity's first payment is a label delay old. The number of payments is
    /// that of the panes, whose edges are not exact so far back; a share is never above 1.
    /// </summary>
    /// <param name="scope">The payment.</param>
    /// <param name="part">The entity's state.</param>
    /// <param name="values">The counts, then the shares.</param>
    public void Read(PaymentScope scope, SharedPart part, Span<double> values)
    {
        var isKnown = ReadCounts(scope, values);
        var rates = values.Slice(lengthsMs.Length, lengthsMs.Length);
        var endMs = scope.Payment!.EventTimeMs - scope.LabelDelayMs;
        if (part.NewestMs is null || part.FirstMs >= endMs) return;
        rates.Clear();
        if (!isKnown) return;
        Span<WindowTotals> totals = stackalloc WindowTotals[lengthsMs.Length];
        part.Amounts.Read(lengthsMs, endMs, totals);
        for (var i = 0; i < rates.Length; i++) rates[i] = values[i] / Math.Max(1, Math.Max(values[i], totals[i].Count));
    }
}
