using Fraud.Features.Profiles;
using Fraud.Features.States;
using Fraud.Features.Windows;

namespace Fraud.Features.Families;

/// <summary>How far and how fast the card moved since its previous payment with a place; the account, for payments without a card.</summary>
internal sealed class MovementFeatures : FeatureFamily
{
    private const double EarthRadiusKm = 6371.0088;
    private const double ElapsedHoursMin = 1.0 / 60;

    public override IReadOnlyList<FeatureDefinition> Definitions { get; } =
    [
        new("card.distance_km", FeatureType.Number, "km", EntityKind.Card, "Great-circle distance from the card's previous payment with a place (the account's, where there is no card)."),
        new("card.speed_kmh", FeatureType.Number, "km/h", EntityKind.Card, "card.distance_km divided by the time since that payment, taken as at least one minute."),
    ];

    public override void Read(PaymentScope scope, in Profile? profile, Span<double> values)
    {
        var previous = scope.Card is { } card ? card.Place : scope.Account!.Place;
        if (previous is not { } from || Place.Of(scope.Payment!) is not { } to) return;
        values[0] = DistanceKm(from, to);
        values[1] = values[0] / Math.Max(ElapsedHoursMin, Math.Abs(to.TimeMs - from.TimeMs) / (double)Ladder.Hour);
    }

    /// <summary>Haversine formula on a sphere of the earth's mean radius; at most 0.6 % off the ellipsoid.</summary>
    private static double DistanceKm(Place from, Place to)
    {
        var latitude1 = Radians(from.LatitudeE4);
        var latitude2 = Radians(to.LatitudeE4);
        var sinLatitude = Math.Sin((latitude2 - latitude1) / 2);
        var sinLongitude = Math.Sin((Radians(to.LongitudeE4) - Radians(from.LongitudeE4)) / 2);
        var h = (sinLatitude * sinLatitude) + (Math.Cos(latitude1) * Math.Cos(latitude2) * sinLongitude * sinLongitude);
        return 2 * EarthRadiusKm * Math.Asin(Math.Min(1, Math.Sqrt(h)));
    }

    private static double Radians(int degreesE4) => degreesE4 / Place.PerDegree * Math.PI / 180;
}
