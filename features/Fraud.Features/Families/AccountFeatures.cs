using Fraud.Features.Profiles;
using Fraud.Features.States;

namespace Fraud.Features.Families;

/// <summary>How often and how much the account pays.</summary>
internal sealed class AccountFeatures : FeatureFamily
{
    private static readonly AmountWindows Amounts = new(
        EntityKind.Account,
        new(Aggregate.Count, Length.Minute1),
        new(Aggregate.Count, Length.Minutes10),
        new(Aggregate.Count, Length.Hour1),
        new(Aggregate.Count, Length.Hours24),
        new(Aggregate.Count, Length.Days7),
        new(Aggregate.Count, Length.Days30),
        new(Aggregate.Sum, Length.Hour1),
        new(Aggregate.Sum, Length.Hours24),
        new(Aggregate.Sum, Length.Days7),
        new(Aggregate.Max, Length.Hours24),
        new(Aggregate.Max, Length.Days30),
        new(Aggregate.Mean, Length.Days7),
        new(Aggregate.Mean, Length.Days30),
        new(Aggregate.StandardDeviation, Length.Days30),
        new(Aggregate.ZScore, Length.Days30),
        new(Aggregate.RatioToMean, Length.Days30),
        new(Aggregate.RatioToMax, Length.Days90));

    private static readonly Recency Recency = new(EntityKind.Account);

    public override IReadOnlyList<FeatureDefinition> Definitions { get; } = [.. Recency.Definitions, .. Amounts.Definitions];

    public override void Read(PaymentScope scope, in Profile? profile, Span<double> values)
    {
        var account = scope.Account!;
        var payment = scope.Payment!;
        Recency.Read(account.Span, account.Amounts, payment.EventTimeMs, values);
        Amounts.Take(scope.ReadAccount(Amounts.LengthsMs), payment.AmountMinor, values[Recency.Count..]);
    }
}
