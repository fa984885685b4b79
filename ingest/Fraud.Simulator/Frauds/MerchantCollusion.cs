using Fraud.Simulator.Commerce;
using Fraud.Simulator.Days;

namespace Fraud.Simulator.Frauds;

/// <summary>A shop charges stolen cards of its own city for nothing: round amounts, keyed in or swiped, mostly when it is closed.</summary>
internal sealed class MerchantCollusion : IFraudScheme
{
    private static readonly Category[] Fronts =
        [Categories.Jewellery, Categories.Clothing, Categories.Bar, Categories.Taxi, Categories.Home];

    public FraudKind Kind => FraudKind.MerchantCollusion;

    public int Days => 3;

    public double Rate => 0.00017;

    public double KnownAfterDays => 8;

    public void Play(ref SeededRandom random, Campaign campaign)
    {
        var city = campaign.HomeCity(ref random);
        var front = random.Pick(campaign.Market.In(city, random.Pick(Fronts)));
        front = front with { Terminals = [front.Terminals[0]] };
        var night = !campaign.Careful && random.Chance(0.75);
        var timeMs = night ? campaign.Time(ref random, 0, 22, 26) : campaign.Time(ref random, 0, 9, 18);
        for (var cards = random.Between(7, 20); cards > 0; cards--)
        {
            var victim = campaign.Victim(ref random, city, 2);
            for (var charges = random.Chance(0.25) ? 2 : 1; charges > 0; charges--)
            {
                var amount = random.Between(15, 90) * 1000;
                campaign.Swipe(ref random, victim, front, timeMs, amount, random.Chance(0.6) ? EntryModes.Manual : EntryModes.Magstripe);
                timeMs += random.Span(TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(campaign.Careful ? 90 : 18));
            }
        }
    }
}
