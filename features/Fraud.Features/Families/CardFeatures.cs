using Fraud.Features.Profiles;
using Fraud.Features.States;

namespace Fraud.Features.Families;

/// <summary>How often, how much and where the card pays.</summary>
internal sealed class CardFeatures : FeatureFamily
{
    private static readonly AmountWindows Amounts = new(
        EntityKind.Card,
        new(Aggregate.Count, Length.Minute1),
        new(Aggregate.Count, Length.Minutes10),
        new(Aggregate.Count, Length.Hour1),
        new(Aggregate.Count, Length.Hours24),
        new(Aggregate.Count, Length.Days7),
        new(Aggregate.Count, Length.Days30),
        new(Aggregate.Sum, Length.Hour1),
        new(Aggregate.Sum, Length.Hours24),
        new(Aggregate.Max, Length.Days7),
        new(Aggregate.Mean, Length.Days30),
        new(Aggregate.StandardDeviation, Length.Days30),
        new(Aggregate.ZScore, Length.Days30),
        new(Aggregate.RatioToMean, Length.Days30));

    private static readonly SmallAmounts Small = new(EntityKind.Card, Length.Minutes10, Length.Hours24);
    private static readonly DistinctWindows Merchants = new(EntityKind.Card, "merchants", Length.Hour1, Length.Hours24);
    private static readonly DistinctWindows Terminals = new(EntityKind.Card, "terminals", Length.Hour1, Length.Hours24);
    private static readonly Recency Recency = new(EntityKind.Card);

    public override IReadOnlyList<FeatureDefinition> Definitions { get; } =
        [.. Recency.Definitions, .. Amounts.Definitions, .. Small.Definitions, .. Merchants.Definitions, .. Terminals.Definitions];

    public override void Read(PaymentScope scope, in Profile? profile, Span<double> values)
    {
        if (scope.Card is not { } card) return;
        var payment = scope.Payment!;
        var timeMs = payment.EventTimeMs;
        Recency.Read(card.Span, card.Amounts, timeMs, values);
        values = values[Recency.Count..];
        if (card.IsWhole && scope.AccountTotals(Amounts.LengthsMs) is { IsEmpty: false } totals) Amounts.Take(totals, payment.AmountMinor, values);
        else Amounts.Read(card.Amounts, timeMs, payment.AmountMinor, values);
        values = values[Amounts.Definitions.Length..];
        Small.Read(card.SmallAmounts, timeMs, values);
        card.ReadMerchants(Merchants.LengthsMs, timeMs, values[2..4]);
        Terminals.Read(card.Terminals, card.Span, timeMs, values[4..6]);
    }
}
