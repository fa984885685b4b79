using Fraud.Simulator.Commerce;
using Fraud.Simulator.Geography;

namespace Fraud.Simulator.Holders;

/// <summary>Makes holders, each from a stream of its own.</summary>
internal sealed class HolderFactory(long seed, Market market)
{
    private static readonly double[] IncomeShares = Cumulative.Of([25.0, 45.0, 22.0, 8.0], share => share);
    private static readonly double[] MonthlyIncome = [1500, 2800, 4800, 9500];
    private static readonly double[] IncomeSpending = [0.75, 1.0, 1.4, 2.3];
    private static readonly int[] Paydays = [1, 1, 15, 25, 27, 28];
    private static readonly string[] FirstNames =
    [
        "Anna", "Ben", "Carla", "David", "Elena", "Felix", "Greta", "Hugo", "Ines", "Jonas", "Katja", "Luca", "Marta", "Nils", "Olga",
        "Paul", "Rosa", "Sven", "Tilda", "Viktor",
    ];

    private static readonly string[] FamilyNames =
    [
        "Albers", "Bianchi", "Costa", "Dubois", "Evans", "Fischer", "Garcia", "Hughes", "Jansen", "Keller", "Lopez", "Moreau", "Novak",
        "Oliveira", "Petit", "Rossi", "Schmidt", "Turner", "Visser", "Wagner",
    ];

    public Holder Make(int index)
    {
        var random = SeededRandom.Of(seed, Stream.Holder, index);
        var home = Cities.All[random.PickCumulative(Cities.HomeWeights)];
        var income = random.PickCumulative(IncomeShares);
        var taste = Categories.All.Select(category => category.Weight * random.LogNormal(1, 0.6)).ToArray();
        return new Holder
        {
            Index = index,
            AccountId = $"acc-{index:D6}",
            CustomerId = $"cus-{index:D6}",
            Name = $"{random.Pick(FirstNames)} {random.Pick(FamilyNames)}",
            BornYear = random.Between(1940, 2005),
            Home = home,
            Currency = home.Country == "GB" ? "GBP" : "EUR",
            IncomeClass = income,
            SpendingLimitMinor = (long)Math.Round(MonthlyIncome[income] * random.Between(0.5, 1.5) / 100) * 10_000,
            Spending = IncomeSpending[income] * random.LogNormal(1, 0.25),
            PaymentsPerDay = Math.Min(random.LogNormal(2.5, 0.5), 12),
            Weekend = random.Between(0.7, 1.5),
            Payday = random.Pick(Paydays),
            Late = random.Between(-1.5, 2.5),
            Wanderlust = Math.Min(0.9, (0.12 + (0.1 * income)) * random.LogNormal(1, 0.5)),
            Cards = random.Chance(0.2) ? [$"card-{index:D6}-1", $"card-{index:D6}-2"] : [$"card-{index:D6}-1"],
            Weekdays = Cumulative.Of(Categories.All, category => taste[category.Index]),
            Weekends = Cumulative.Of(Categories.All, category => taste[category.Index] * category.Weekend),
            Favourites = Favourites(ref random, home),
            Subscriptions = Subscriptions(ref random, home),
        };
    }

    private Merchant[][] Favourites(ref SeededRandom random, City home)
    {
        var favourites = new Merchant[Categories.All.Length][];
        foreach (var category in Categories.All)
        {
            var chosen = new Merchant[random.Between(1, 5)];
            for (var i = 0; i < chosen.Length; i++)
            {
                chosen[i] = category.AtTerminal
                    ? Market.Popular(ref random, market.In(home, category))
                    : market.OnlineFor(ref random, home.Country, category);
            }

            favourites[category.Index] = chosen;
        }

        return favourites;
    }

    private Subscription[] Subscriptions(ref SeededRandom random, City home)
    {
        var subscriptions = new Subscription[random.Between(0, 5)];
        for (var i = 0; i < subscriptions.Length; i++)
        {
            var merchant = market.OnlineFor(ref random, home.Country, Categories.Subscription);
            var amount = (random.Between(3, 40) * 100) - 1;
            subscriptions[i] = new Subscription(merchant, random.Between(1, 29), random.Between(0, 1440), amount);
        }

        return subscriptions;
    }
}
