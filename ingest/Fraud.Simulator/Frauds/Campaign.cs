using Fraud.Simulator.Commerce;
using Fraud.Simulator.Days;
using Fraud.Simulator.Geography;
using Fraud.Simulator.Holders;

namespace Fraud.Simulator.Frauds;

/// <summary>One campaign being played: whom it can hit, where, and what it does.</summary>
internal sealed class Campaign(
    FraudPlan plan,
    FraudKind kind,
    double knownAfterDays,
    int startDay,
    bool careful,
    List<PaymentDraft> payments,
    List<ProfileChange> changes)
{
    private const long LatestKnownMs = World.LabelDelayDaysMax * 86_400_000L;

    /// <summary>Every merchant.</summary>
    public Market Market => plan.Market;

    /// <summary>True for the few fraudsters who keep close to ordinary behaviour.</summary>
    public bool Careful => careful;

    /// <summary>A time on a day of the campaign by UTC hours.</summary>
    public long Time(ref SeededRandom random, int day, double fromHour, double toHour) =>
        plan.StartMs + ((startDay + day) * 86_400_000L) + random.Span(TimeSpan.FromHours(fromHour), TimeSpan.FromHours(toHour));

    /// <summary>A holder who is at home in the first days of the campaign.</summary>
    public Holder Victim(ref SeededRandom random, int days = 1) => Victim(ref random, plan.Holders, days);

    /// <summary>A holder of a city who is at home in the first days of the campaign.</summary>
    public Holder Victim(ref SeededRandom random, City home, int days = 1) =>
        Victim(ref random, plan.Neighbours(home), days);

    /// <summary>A city where holders live.</summary>
    public City HomeCity(ref SeededRandom random) => random.Pick(plan.Holders).Home;

    /// <summary>A fraudulent payment at a terminal.</summary>
    public void Swipe(ref SeededRandom random, Holder victim, Merchant merchant, long timeMs, long amountMinor, string entryMode) =>
        Add(ref random, new PaymentDraft
        {
            TimeMs = timeMs,
            Holder = victim,
            Merchant = merchant,
            Terminal = random.Pick(merchant.Terminals),
            AmountMinor = amountMinor,
            EntryMode = entryMode,
        });

    /// <summary>A fraudulent payment over the internet.</summary>
    public void Click(
        ref SeededRandom random, Holder victim, Merchant merchant, long timeMs, long amountMinor, string device, string address) =>
        Add(ref random, Spending.Online(victim, merchant, timeMs, amountMinor, device, address));

    /// <summary>A payment of the holder's own that the campaign needs.</summary>
    public void Genuine(PaymentDraft payment) => payments.Add(payment);

    /// <summary>A change of contact data, by the fraudster or by the bank that restores them.</summary>
    public void ChangeContact(ref SeededRandom random, Holder victim, long timeMs)
    {
        var email = ContactData.Email(victim, random.NextBits());
        var phone = random.Chance(0.6) ? ContactData.Phone(victim, random.NextBits()) : null;
        changes.Add(new ProfileChange(timeMs, victim.CustomerId, victim.AccountId, email, phone, null));
    }

    private void Add(ref SeededRandom random, PaymentDraft payment)
    {
        var delayMs = (long)(random.LogNormal(knownAfterDays, 0.6) * 86_400_000);
        payment.Kind = kind;
        payment.KnownTimeMs = payment.TimeMs + Math.Clamp(delayMs, 7_200_000, LatestKnownMs);
        payments.Add(payment);
    }

    private Holder Victim(ref SeededRandom random, Holder[] among, int days)
    {
        var victim = random.Pick(among);
        for (var tries = 0; tries < 50 && !plan.Travels.AtHome(victim, startDay, startDay + days - 1); tries++) victim = random.Pick(among);
        return victim;
    }
}
