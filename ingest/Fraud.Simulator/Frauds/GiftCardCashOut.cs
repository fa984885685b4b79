using Fraud.Simulator.Commerce;
using Fraud.Simulator.Holders;

namespace Fraud.Simulator.Frauds;

/// <summary>Stolen accounts are turned into gift cards from one device: round amounts, one after another.</summary>
internal sealed class GiftCardCashOut : IFraudScheme
{
    private static readonly long[] Faces = [2500, 5000, 10_000, 10_000, 15_000, 20_000];

    public FraudKind Kind => FraudKind.GiftCardCashOut;

    public int Days => 2;

    public double Rate => 0.0006;

    public double KnownAfterDays => 6;

    public void Play(ref SeededRandom random, Campaign campaign)
    {
        var device = Equipment.DeviceName(random.NextBits());
        var address = Equipment.AddressName(random.NextBits());
        var timeMs = campaign.Time(ref random, 0, 0, 24);
        for (var victims = random.Between(1, 4); victims > 0; victims--)
        {
            var victim = campaign.Victim(ref random);
            var shop = random.Pick(campaign.Market.Online(Categories.GiftCards));
            var count = campaign.Careful ? 1 : random.Between(3, 8);
            for (; count > 0; count--)
            {
                campaign.Click(ref random, victim, shop, timeMs, random.Pick(Faces), device, address);
                timeMs += random.Span(TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(14));
            }
        }
    }
}
