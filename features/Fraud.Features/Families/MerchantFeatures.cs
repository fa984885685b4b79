using Fraud.Features.Profiles;
using Fraud.Features.States;

namespace Fraud.Features.Families;

/// <summary>What happens at the merchant, over all accounts.</summary>
internal sealed class MerchantFeatures : FeatureFamily
{
    private static readonly AmountWindows Amounts = new(
        EntityKind.Merchant,
        new(Aggregate.Count, Length.Hour1),
        new(Aggregate.Count, Length.Hours24),
        new(Aggregate.Count, Length.Days7),
        new(Aggregate.Mean, Length.Days7),
        new(Aggregate.RatioToMean, Length.Days7));

    private static readonly SmallAmounts Small = new(EntityKind.Merchant, Length.Hour1);
    private static readonly DistinctWindows Cards = new(EntityKind.Merchant, "cards", Length.Hour1, Length.Hours24);
    private static readonly DistinctWindows Accounts = new(EntityKind.Merchant, "accounts", Length.Hours24);

    public override IReadOnlyList<FeatureDefinition> Definitions { get; } =
        [.. Amounts.Definitions, .. Small.Definitions, .. Cards.Definitions, .. Accounts.Definitions];

    public override void Read(PaymentScope scope, in Profile? profile, Span<double> values)
    {
        if (scope.Sum(EntityKind.Merchant) is not { } merchant) return;
        var payment = scope.Payment!;
        var timeMs = payment.EventTimeMs;
        Amounts.Read(merchant.Amounts, timeMs, payment.AmountMinor, values);
        values = values[Amounts.Definitions.Length..];
        Small.Read(merchant.SmallAmounts, timeMs, values);
        Cards.Read(merchant.Cards, merchant.Span, timeMs, values[1..3]);
        Accounts.Read(merchant.Accounts, merchant.Span, timeMs, values[3..4]);
    }
}
