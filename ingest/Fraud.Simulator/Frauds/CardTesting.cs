using Fraud.Simulator.Commerce;
using Fraud.Simulator.Holders;

namespace Fraud.Simulator.Frauds;

/// <summary>A list of stolen card data is tried out, a few cents to three euros each; cards that work pay for something large.</summary>
internal sealed class CardTesting : IFraudScheme
{
    private static readonly Category[] Trials = [Categories.Digital, Categories.Charity, Categories.Delivery, Categories.Digital];
    private static readonly Category[] Spoils = [Categories.Gadgets, Categories.Marketplace, Categories.Fashion];

    public FraudKind Kind => FraudKind.CardTesting;

    public int Days => 2;

    public double Rate => 0.0002;

    public double KnownAfterDays => 4;

    public void Play(ref SeededRandom random, Campaign campaign)
    {
        var merchants = new Merchant[random.Between(2, 6)];
        for (var i = 0; i < merchants.Length; i++) merchants[i] = random.Pick(campaign.Market.Online(random.Pick(Trials)));
        var device = Equipment.DeviceName(random.NextBits());
        var address = Equipment.AddressName(random.NextBits());
        var timeMs = campaign.Time(ref random, 0, 0, 24);
        var pause = campaign.Careful ? TimeSpan.FromMinutes(25) : TimeSpan.FromSeconds(70);
        for (var cards = random.Between(8, 24); cards > 0; cards--)
        {
            var victim = campaign.Victim(ref random);
            for (var tries = random.Chance(0.3) ? 2 : 1; tries > 0; tries--)
            {
                campaign.Click(ref random, victim, random.Pick(merchants), timeMs, random.Between(30, 300), device, address);
                timeMs += random.Span(TimeSpan.FromSeconds(4), pause);
            }

            if (!random.Chance(0.25)) continue;
            var loot = random.Pick(campaign.Market.Online(random.Pick(Spoils)));
            var lootMs = timeMs + random.Span(TimeSpan.FromMinutes(40), TimeSpan.FromHours(6));
            campaign.Click(ref random, victim, loot, lootMs, (long)random.LogNormal(28_000, 0.5), device, address);
        }
    }
}
