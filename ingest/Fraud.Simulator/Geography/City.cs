namespace Fraud.Simulator.Geography;

/// <summary>A city with its real place on earth.</summary>
/// <param name="Index">Position in <see cref="Cities.All"/>.</param>
/// <param name="Name">Name.</param>
/// <param name="Country">ISO 3166 alpha-2.</param>
/// <param name="Latitude">Degrees north.</param>
/// <param name="Longitude">Degrees east.</param>
/// <param name="UtcOffset">Hours ahead of UTC all year: daylight saving would only blur habits.</param>
/// <param name="HomeWeight">Share of account holders living there; 0 where they only travel to.</param>
internal sealed record City(int Index, string Name, string Country, double Latitude, double Longitude, int UtcOffset, double HomeWeight)
{
    /// <summary>Great-circle distance in kilometres (haversine, mean earth radius 6371 km).</summary>
    public double DistanceTo(City other)
    {
        var lat = Radians(other.Latitude - Latitude) / 2;
        var lon = Radians(other.Longitude - Longitude) / 2;
        var chord = (Math.Sin(lat) * Math.Sin(lat))
            + (Math.Cos(Radians(Latitude)) * Math.Cos(Radians(other.Latitude)) * Math.Sin(lon) * Math.Sin(lon));
        return 2 * 6371 * Math.Asin(Math.Sqrt(chord));
    }

    private static double Radians(double degrees) => degrees * Math.PI / 180;
}
