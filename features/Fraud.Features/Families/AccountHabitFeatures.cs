using Fraud.Features.Distinct;
using Fraud.Features.Profiles;
using Fraud.Features.States;

namespace Fraud.Features.Families;

/// <summary>Where and with what the account pays, and whether this is new.</summary>
internal sealed class AccountHabitFeatures : FeatureFamily
{
    private static readonly DistinctWindows Merchants = new(EntityKind.Account, "merchants", Length.Hour1, Length.Hours24, Length.Days7);
    private static readonly DistinctWindows Devices = new(EntityKind.Account, "devices", Length.Hours24, Length.Days7);
    private static readonly DistinctWindows Countries = new(EntityKind.Account, "countries", Length.Hours24, Length.Days7);
    private static readonly DistinctWindows Mccs = new(EntityKind.Account, "mccs", Length.Hours24);

    public override IReadOnlyList<FeatureDefinition> Definitions { get; } =
    [
        New("merchant", "merchant", 32),
        New("device", "device", 8),
        New("country", "country", 8),
        New("mcc", "merchant category", 8),
        .. Merchants.Definitions,
        .. Devices.Definitions,
        .. Countries.Definitions,
        .. Mccs.Definitions,
    ];

    public override void Read(PaymentScope scope, in Profile? profile, Span<double> values)
    {
        var account = scope.Account!;
        var timeMs = scope.Payment!.EventTimeMs;
        ref readonly var hashes = ref scope.Hashes;
        values[0] = IsNew(account.Merchants, hashes.Merchant);
        values[1] = IsNew(account.Devices, hashes.Device);
        values[2] = IsNew(account.Countries, hashes.Country);
        values[3] = IsNew(account.Mccs, hashes.Mcc);
        Merchants.Read(account.Merchants, account.Span, timeMs, values[4..7]);
        Devices.Read(account.Devices, account.Span, timeMs, values[7..9]);
        Countries.Read(account.Countries, account.Span, timeMs, values[9..11]);
        Mccs.Read(account.Mccs, account.Span, timeMs, values[11..12]);
    }

    private static double IsNew(in SeenSet known, uint? value) =>
        value is not { } some || known.IsEmpty ? double.NaN : known.Contains(some) ? 0 : 1;

    private static FeatureDefinition New(string name, string noun, int remembered) => new(
        $"account.new_{name}",
        FeatureType.Flag,
        "",
        EntityKind.Account,
        $"The account has paid before, but in 90 days not with this {noun}; at least the latest {remembered} are remembered.");
}
