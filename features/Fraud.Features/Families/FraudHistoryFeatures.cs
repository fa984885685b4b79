using Fraud.Features.Profiles;
using Fraud.Features.States;

namespace Fraud.Features.Families;

/// <summary>What labels said of earlier payments of the same account, merchant, terminal, device and address.</summary>
internal sealed class FraudHistoryFeatures : FeatureFamily
{
    private static readonly FraudHistory Account = new(EntityKind.Account, Length.Days30, Length.Days90);
    private static readonly FraudHistory Merchant = new(EntityKind.Merchant, Length.Hours24, Length.Days7, Length.Days30);
    private static readonly FraudHistory Terminal = new(EntityKind.Terminal, Length.Hours24, Length.Days7, Length.Days30);
    private static readonly FraudHistory Device = new(EntityKind.Device, Length.Days30);
    private static readonly FraudHistory Ip = new(EntityKind.Ip, Length.Days30);

    public override IReadOnlyList<FeatureDefinition> Definitions { get; } =
    [
        .. Account.Counts,
        .. Merchant.Counts,
        .. Merchant.Rates,
        .. Terminal.Counts,
        .. Terminal.Rates,
        .. Device.Counts,
        .. Ip.Counts,
    ];

    public override bool IsJoined => true;

    public override void Read(PaymentScope scope, in Profile? profile, Span<double> values)
    {
        Account.ReadCounts(scope, values[..2]);
        if (scope.Sum(EntityKind.Merchant) is { } merchant) Merchant.Read(scope, merchant, values[2..8]);
        if (scope.Sum(EntityKind.Terminal) is { } terminal) Terminal.Read(scope, terminal, values[8..14]);
        if (scope.Hashes.DeviceKey != 0) Device.ReadCounts(scope, values[14..15]);
        if (scope.Hashes.IpKey != 0) Ip.ReadCounts(scope, values[15..16]);
    }
}
