using Fraud.Features.Profiles;
using Fraud.Features.States;

namespace Fraud.Features.Families;

/// <summary>What happens on the device, over all accounts.</summary>
internal sealed class DeviceFeatures : FeatureFamily
{
    private static readonly AmountWindows Amounts = new(
        EntityKind.Device,
        new(Aggregate.Count, Length.Hour1),
        new(Aggregate.Count, Length.Hours24));

    private static readonly DistinctWindows Cards = new(EntityKind.Device, "cards", Length.Hours24);
    private static readonly DistinctWindows Accounts = new(EntityKind.Device, "accounts", Length.Hours24, Length.Days7);

    public override IReadOnlyList<FeatureDefinition> Definitions { get; } =
        [.. Amounts.Definitions, .. Cards.Definitions, .. Accounts.Definitions];

    public override void Read(PaymentScope scope, in Profile? profile, Span<double> values)
    {
        if (scope.Sum(EntityKind.Device) is not { } device) return;
        var payment = scope.Payment!;
        var timeMs = payment.EventTimeMs;
        Amounts.Read(device.Amounts, timeMs, payment.AmountMinor, values);
        values = values[Amounts.Definitions.Length..];
        Cards.Read(device.Cards, device.Span, timeMs, values);
        Accounts.Read(device.Accounts, device.Span, timeMs, values[1..3]);
    }
}
