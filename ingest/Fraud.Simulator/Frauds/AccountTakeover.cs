using Fraud.Simulator.Commerce;
using Fraud.Simulator.Days;
using Fraud.Simulator.Holders;

namespace Fraud.Simulator.Frauds;

/// <summary>
/// Contact data are changed so that the holder is not warned; then transfers and dear goods from a new device. The bank puts the contact
/// data right days later.
/// </summary>
internal sealed class AccountTakeover : IFraudScheme
{
    private static readonly Category[] Targets =
        [Categories.Transfer, Categories.Transfer, Categories.Gadgets, Categories.Travel, Categories.Marketplace];

    public FraudKind Kind => FraudKind.AccountTakeover;

    public int Days => 9;

    public double Rate => 0.0009;

    public double KnownAfterDays => 3;

    public void Play(ref SeededRandom random, Campaign campaign)
    {
        var victim = campaign.Victim(ref random);
        var device = Equipment.DeviceName(random.NextBits());
        var address = Equipment.AddressName(random.NextBits());
        var timeMs = campaign.Time(ref random, 0, 0, 24);
        if (!campaign.Careful)
        {
            campaign.ChangeContact(ref random, victim, timeMs);
            campaign.ChangeContact(ref random, victim, campaign.Time(ref random, random.Between(3, 8), 8, 17));
        }

        timeMs += random.Span(TimeSpan.FromMinutes(8), TimeSpan.FromHours(16));
        for (var left = random.Between(2, 7); left > 0; left--)
        {
            var target = random.Pick(campaign.Market.Online(random.Pick(Targets)));
            var greed = campaign.Careful ? 1 : random.Between(6.0, 30.0);
            var amount = Spending.Amount(ref random, target, victim.Spending * greed);
            campaign.Click(ref random, victim, target, timeMs, amount, device, address);
            timeMs += random.Span(TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(70));
        }
    }
}
