using Fraud.Features.Profiles;
using Fraud.Features.States;

namespace Fraud.Features.Families;

/// <summary>What happens from the internet address, over all accounts.</summary>
internal sealed class IpFeatures : FeatureFamily
{
    private static readonly AmountWindows Amounts = new(
        EntityKind.Ip,
        new(Aggregate.Count, Length.Hour1),
        new(Aggregate.Count, Length.Hours24));

    private static readonly DistinctWindows Cards = new(EntityKind.Ip, "cards", Length.Hours24);
    private static readonly DistinctWindows Accounts = new(EntityKind.Ip, "accounts", Length.Hour1, Length.Hours24);

    public override IReadOnlyList<FeatureDefinition> Definitions { get; } =
        [.. Amounts.Definitions, .. Cards.Definitions, .. Accounts.Definitions];

    public override void Read(PaymentScope scope, in Profile? profile, Span<double> values)
    {
        if (scope.Sum(EntityKind.Ip) is not { } ip) return;
        var payment = scope.Payment!;
        var timeMs = payment.EventTimeMs;
        Amounts.Read(ip.Amounts, timeMs, payment.AmountMinor, values);
        values = values[Amounts.Definitions.Length..];
        Cards.Read(ip.Cards, ip.Span, timeMs, values);
        Accounts.Read(ip.Accounts, ip.Span, timeMs, values[1..3]);
    }
}
