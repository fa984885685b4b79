using Fraud.Simulator.Commerce;
using Fraud.Simulator.Days;

namespace Fraud.Simulator.Frauds;

/// <summary>A thief spends on a card before it is blocked: goods that sell well, and cash when the PIN was seen.</summary>
internal sealed class StolenCard : IFraudScheme
{
    private static readonly Category[] Sellable =
        [Categories.Electronics, Categories.Jewellery, Categories.Clothing, Categories.Electronics, Categories.Home, Categories.Groceries];

    private static readonly Category[] Trifles = [Categories.Groceries, Categories.FastFood, Categories.Fuel, Categories.Transit];

    public FraudKind Kind => FraudKind.StolenCard;

    public int Days => 2;

    public double Rate => 0.0011;

    public double KnownAfterDays => 2;

    public void Play(ref SeededRandom random, Campaign campaign)
    {
        var victim = campaign.Victim(ref random, 2);
        var pinKnown = random.Chance(0.45);
        var timeMs = campaign.Time(ref random, 0, 7, 21);
        for (var left = campaign.Careful ? random.Between(2, 4) : random.Between(3, 8); left > 0; left--)
        {
            if (campaign.Careful) Trifle(ref random, campaign, victim, timeMs);
            else if (pinKnown && random.Chance(0.35)) Cash(ref random, campaign, victim, timeMs);
            else Goods(ref random, campaign, victim, timeMs, pinKnown);
            timeMs += random.Span(TimeSpan.FromMinutes(6), TimeSpan.FromMinutes(55));
        }
    }

    private static void Trifle(ref SeededRandom random, Campaign campaign, Holders.Holder victim, long timeMs)
    {
        var shop = random.Pick(campaign.Market.In(victim.Home, random.Pick(Trifles)));
        campaign.Swipe(ref random, victim, shop, timeMs, random.Between(800, 4900), EntryModes.Contactless);
    }

    private static void Cash(ref SeededRandom random, Campaign campaign, Holders.Holder victim, long timeMs)
    {
        var machine = random.Pick(campaign.Market.In(victim.Home, Categories.Cash));
        campaign.Swipe(ref random, victim, machine, timeMs, random.Between(4, 11) * 5000, EntryModes.Chip);
    }

    private static void Goods(ref SeededRandom random, Campaign campaign, Holders.Holder victim, long timeMs, bool pinKnown)
    {
        var shop = random.Pick(campaign.Market.In(victim.Home, random.Pick(Sellable)));
        var amount = Spending.Amount(ref random, shop, random.Between(4.0, 14.0));
        var mode = amount <= 5000 ? EntryModes.Contactless : pinKnown ? EntryModes.Chip : EntryModes.Magstripe;
        campaign.Swipe(ref random, victim, shop, timeMs, amount, mode);
    }
}
