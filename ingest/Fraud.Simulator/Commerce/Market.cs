using Fraud.Simulator.Geography;

namespace Fraud.Simulator.Commerce;

/// <summary>Every merchant of the world, by city and category. A few in each place are far more popular than the rest.</summary>
internal sealed class Market
{
    /// <summary>Share of online payments that stay in the payer's country where it has such shops.</summary>
    private const double BuyAtHome = 0.8;

    private static readonly string[] HomeCountries = [.. Cities.All.Where(city => city.HomeWeight > 0).Select(city => city.Country).Distinct()];
    private static readonly string[] WorldCountries = ["IE", "LU", "US", "CN", "SE", "EE"];

    private readonly Merchant[][][] _local;
    private readonly Merchant[][] _web;
    private readonly Dictionary<(string Country, int Category), Merchant[]> _webAtHome = [];
    private int _made;

    public Market(long seed, int accounts)
    {
        var random = SeededRandom.Of(seed, Stream.Market);
        _local = new Merchant[Cities.All.Length][][];
        foreach (var city in Cities.All)
            _local[city.Index] = [.. Categories.All.Select(category => Shops(ref random, city, category, accounts))];
        _web = [.. Categories.All.Select(category => WebShops(ref random, category, accounts))];
        foreach (var country in HomeCountries)
        {
            foreach (var category in Categories.All)
                _webAtHome[(country, category.Index)] = [.. _web[category.Index].Where(shop => shop.Country == country)];
        }
    }

    /// <summary>Shops of a category in a city.</summary>
    public Merchant[] In(City city, Category category) => _local[city.Index][category.Index];

    /// <summary>Online merchants of a category.</summary>
    public Merchant[] Online(Category category) => _web[category.Index];

    /// <summary>An online merchant of a category as somebody from a country would choose it.</summary>
    public Merchant OnlineFor(ref SeededRandom random, string country, Category category)
    {
        var atHome = _webAtHome[(country, category.Index)];
        return Popular(ref random, atHome.Length > 0 && random.Chance(BuyAtHome) ? atHome : Online(category));
    }

    /// <summary>Picks one of these merchants, the first ones far more often: the density falls with the square of the position.</summary>
    public static Merchant Popular(ref SeededRandom random, Merchant[] merchants)
    {
        var unit = random.Unit();
        return merchants[(int)(unit * unit * merchants.Length)];
    }

    private Merchant[] Shops(ref SeededRandom random, City city, Category category, int accounts)
    {
        if (!category.AtTerminal) return [];
        var share = Math.Max(city.HomeWeight, 1) / Cities.HomeWeights[^1];
        var count = Math.Clamp((int)Math.Sqrt(accounts * share * category.Weight) / 4, 3, 400);
        var shops = new Merchant[count];
        for (var i = 0; i < count; i++) shops[i] = Shop(ref random, city, category);
        return shops;
    }

    private Merchant Shop(ref SeededRandom random, City city, Category category)
    {
        var number = ++_made;
        var latitude = city.Latitude + (random.Normal() * 0.02);
        var longitude = city.Longitude + (random.Normal() * 0.03);
        var terminals = new Terminal[random.Between(1, 4)];
        for (var t = 0; t < terminals.Length; t++)
            terminals[t] = new Terminal($"ter-{number:D6}-{t + 1}", city, Math.Round(latitude, 5), Math.Round(longitude, 5));
        var opens = category.Opens == 0 ? 0 : Math.Max(1, category.Opens + random.Between(-1, 2));
        var closes = category.Closes == 24 ? 24 : category.Closes + random.Between(-1, 2);
        return new Merchant($"mer-{number:D6}", category, city.Country, city, terminals, opens, closes, random.LogNormal(1, 0.25));
    }

    private Merchant[] WebShops(ref SeededRandom random, Category category, int accounts)
    {
        if (category.AtTerminal) return [];
        var count = Math.Clamp((int)Math.Sqrt(accounts * Math.Max(category.Weight, 1)) / 2, 24, 2000);
        var shops = new Merchant[count];
        for (var i = 0; i < count; i++)
        {
            var country = random.Pick(random.Chance(0.7) ? HomeCountries : WorldCountries);
            shops[i] = new Merchant($"mer-{++_made:D6}", category, country, null, [], 0, 24, random.LogNormal(1, 0.25));
        }

        return shops;
    }
}
