using Fraud.Simulator.Commerce;
using Fraud.Simulator.Days;
using Fraud.Simulator.Geography;

namespace Fraud.Simulator.Frauds;

/// <summary>
/// A skimmer on one terminal copies every card for a week. The holders' own payments there are genuine; copies of their magnetic stripes
/// draw cash and buy goods in another city in the week after.
/// </summary>
internal sealed class TerminalCompromise : IFraudScheme
{
    private const int SkimmingDays = 6;

    private static readonly Category[] Skimmed = [Categories.Fuel, Categories.Restaurant, Categories.Cash, Categories.Bar];
    private static readonly Category[] Used = [Categories.Cash, Categories.Electronics, Categories.Clothing, Categories.Cash];

    public FraudKind Kind => FraudKind.TerminalCompromise;

    public int Days => 16;

    public double Rate => 0.00014;

    public double KnownAfterDays => 5;

    public void Play(ref SeededRandom random, Campaign campaign)
    {
        var city = campaign.HomeCity(ref random);
        var merchant = random.Pick(campaign.Market.In(city, random.Pick(Skimmed)));
        var skimmed = merchant with { Terminals = [random.Pick(merchant.Terminals)] };
        var far = Elsewhere(ref random, city, campaign.Careful);
        for (var cards = random.Between(10, 30); cards > 0; cards--)
        {
            var victim = campaign.Victim(ref random, city, SkimmingDays);
            var visitMs = campaign.Time(ref random, random.Between(0, SkimmingDays), 8, 20);
            var amount = Spending.Amount(ref random, skimmed, victim.Spending);
            campaign.Genuine(Spending.AtTerminal(ref random, victim, skimmed, visitMs, amount));
            if (random.Chance(0.7)) Use(ref random, campaign, victim, far);
        }
    }

    private static void Use(ref SeededRandom random, Campaign campaign, Holders.Holder victim, City far)
    {
        var timeMs = campaign.Time(ref random, random.Between(SkimmingDays, 14), 9, 21);
        for (var left = random.Between(1, 4); left > 0; left--)
        {
            var shop = random.Pick(campaign.Market.In(far, random.Pick(Used)));
            var amount = shop.Category == Categories.Cash
                ? random.Between(8, 21) * 2000
                : Spending.Amount(ref random, shop, random.Between(2.0, 8.0));
            campaign.Swipe(ref random, victim, shop, timeMs, amount, EntryModes.Magstripe);
            timeMs += random.Span(TimeSpan.FromMinutes(3), TimeSpan.FromMinutes(40));
        }
    }

    private static City Elsewhere(ref SeededRandom random, City home, bool near)
    {
        while (true)
        {
            var city = random.Pick(Cities.All);
            if (city != home && (!near || city.Country == home.Country || city.HomeWeight > 0)) return city;
        }
    }
}
