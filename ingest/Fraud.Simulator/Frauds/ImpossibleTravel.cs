using Fraud.Simulator.Commerce;
using Fraud.Simulator.Days;
using Fraud.Simulator.Geography;

namespace Fraud.Simulator.Frauds;

/// <summary>A copied card is used more than 1500 km away within hours of the holder's own payment at home.</summary>
internal sealed class ImpossibleTravel : IFraudScheme
{
    private static readonly Category[] Used =
        [Categories.Electronics, Categories.Clothing, Categories.Groceries, Categories.Restaurant, Categories.Fuel, Categories.Cash];

    public FraudKind Kind => FraudKind.ImpossibleTravel;

    public int Days => 2;

    public double Rate => 0.0012;

    public double KnownAfterDays => 4;

    public void Play(ref SeededRandom random, Campaign campaign)
    {
        var victim = campaign.Victim(ref random, 2);
        var timeMs = campaign.Time(ref random, 0, 8, 19);
        var own = random.Pick(victim.Favourites[Categories.Groceries.Index]);
        campaign.Genuine(Spending.AtTerminal(ref random, victim, own, timeMs, Spending.Amount(ref random, own, victim.Spending)));

        var far = FarFrom(ref random, victim.Home);
        timeMs += random.Span(TimeSpan.FromMinutes(20), TimeSpan.FromMinutes(campaign.Careful ? 600 : 150));
        for (var left = random.Between(1, 5); left > 0; left--)
        {
            var shop = random.Pick(campaign.Market.In(far, random.Pick(Used)));
            var amount = Spending.Amount(ref random, shop, victim.Spending * random.Between(1.0, 5.0));
            var mode = random.Chance(0.6) ? EntryModes.Magstripe : amount <= 5000 ? EntryModes.Contactless : EntryModes.Chip;
            campaign.Swipe(ref random, victim, shop, timeMs, amount, mode);
            timeMs += random.Span(TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(60));
        }
    }

    private static City FarFrom(ref SeededRandom random, City home)
    {
        while (true)
        {
            var city = random.Pick(Cities.All);
            if (home.DistanceTo(city) > 1500) return city;
        }
    }
}
