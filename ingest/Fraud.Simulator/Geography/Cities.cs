namespace Fraud.Simulator.Geography;

/// <summary>The cities of the simulation: where holders live, and where they and fraudsters travel.</summary>
internal static class Cities
{
    /// <summary>Every city; those with a home weight first.</summary>
    public static readonly City[] All = Build(
        ("Berlin", "DE", 52.5200, 13.4050, 1, 10), ("Hamburg", "DE", 53.5511, 9.9937, 1, 5), ("Munich", "DE", 48.1351, 11.5820, 1, 5),
        ("Cologne", "DE", 50.9375, 6.9603, 1, 3), ("Paris", "FR", 48.8566, 2.3522, 1, 10), ("Lyon", "FR", 45.7640, 4.8357, 1, 3),
        ("Marseille", "FR", 43.2965, 5.3698, 1, 3), ("Madrid", "ES", 40.4168, -3.7038, 1, 8), ("Barcelona", "ES", 41.3874, 2.1686, 1, 5),
        ("Valencia", "ES", 39.4699, -0.3763, 1, 2), ("Rome", "IT", 41.9028, 12.4964, 1, 7), ("Milan", "IT", 45.4642, 9.1900, 1, 5),
        ("Naples", "IT", 40.8518, 14.2681, 1, 3), ("Amsterdam", "NL", 52.3676, 4.9041, 1, 4), ("Rotterdam", "NL", 51.9244, 4.4777, 1, 2),
        ("Lisbon", "PT", 38.7223, -9.1393, 0, 2), ("Vienna", "AT", 48.2082, 16.3738, 1, 4), ("London", "GB", 51.5074, -0.1278, 0, 10),
        ("Manchester", "GB", 53.4808, -2.2426, 0, 4), ("Birmingham", "GB", 52.4862, -1.8904, 0, 4),
        ("Zurich", "CH", 47.3769, 8.5417, 1, 0), ("Prague", "CZ", 50.0755, 14.4378, 1, 0), ("Copenhagen", "DK", 55.6761, 12.5683, 1, 0),
        ("Warsaw", "PL", 52.2297, 21.0122, 1, 0), ("Athens", "GR", 37.9838, 23.7275, 2, 0), ("Bucharest", "RO", 44.4268, 26.1025, 2, 0),
        ("Istanbul", "TR", 41.0082, 28.9784, 3, 0), ("Marrakesh", "MA", 31.6295, -7.9811, 1, 0), ("Dubai", "AE", 25.2048, 55.2708, 4, 0),
        ("New York", "US", 40.7128, -74.0060, -5, 0), ("Miami", "US", 25.7617, -80.1918, -5, 0), ("Cancun", "MX", 21.1619, -86.8515, -5, 0),
        ("Sao Paulo", "BR", -23.5505, -46.6333, -3, 0), ("Lagos", "NG", 6.5244, 3.3792, 1, 0), ("Bangkok", "TH", 13.7563, 100.5018, 7, 0),
        ("Singapore", "SG", 1.3521, 103.8198, 8, 0), ("Hong Kong", "HK", 22.3193, 114.1694, 8, 0));

    /// <summary>Cumulative home weights over <see cref="All"/>.</summary>
    public static readonly double[] HomeWeights = Cumulative.Of(All, city => city.HomeWeight);

    private static City[] Build(params (string Name, string Country, double Lat, double Lon, int Offset, double Weight)[] rows) =>
        [.. rows.Select((row, index) => new City(index, row.Name, row.Country, row.Lat, row.Lon, row.Offset, row.Weight))];
}
