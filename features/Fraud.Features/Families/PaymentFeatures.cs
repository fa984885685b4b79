using Fraud.Features.Profiles;
using Fraud.Features.States;
using Fraud.Features.Windows;

namespace Fraud.Features.Families;

/// <summary>What the payment says by itself.</summary>
internal sealed class PaymentFeatures : FeatureFamily
{
    private const int NightEndHour = 6;

    public override IReadOnlyList<FeatureDefinition> Definitions { get; } =
    [
        new("payment.amount_minor", FeatureType.Number, "minor units", null, "The amount."),
        new("payment.hour", FeatureType.Number, "hours", null, "Hour of the day, 0 to 23, by the sun at the payment's longitude; UTC where it has no place."),
        new("payment.night", FeatureType.Flag, "", null, "Between midnight and six by payment.hour."),
        new("payment.weekend", FeatureType.Flag, "", null, "On Saturday or Sunday, by the same clock as payment.hour."),
        new("payment.remote", FeatureType.Flag, "", null, "Without the card at hand: channel ecommerce or moto. NaN without a channel."),
    ];

    public override void Read(PaymentScope scope, in Profile? profile, Span<double> values)
    {
        var payment = scope.Payment!;
        var localMs = payment.EventTimeMs + (long)((payment.Longitude ?? 0) / 15 * Ladder.Hour);
        var local = DateTime.UnixEpoch.AddMilliseconds(localMs);
        values[0] = payment.AmountMinor;
        values[1] = local.Hour;
        values[2] = local.Hour < NightEndHour ? 1 : 0;
        values[3] = local.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday ? 1 : 0;
        if (payment.Channel is { Length: > 0 } channel) values[4] = channel is "ecommerce" or "moto" ? 1 : 0;
    }
}
