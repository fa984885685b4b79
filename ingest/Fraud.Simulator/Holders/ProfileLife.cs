namespace Fraud.Simulator.Holders;

/// <summary>Genuine changes of holders' data: an address, a number, a limit now and then. A pure function of holder and day.</summary>
internal sealed class ProfileLife(WorldOptions options)
{
    private const int PeriodDays = 90;
    private const double ContactChance = 0.25;
    private const double LimitChance = 0.06;

    private readonly long _startMs = options.Start.ToUnixTimeMilliseconds();

    /// <summary>Appends a holder's changes of a day.</summary>
    public void Live(Holder holder, int day, List<ProfileChange> into)
    {
        var shifted = day + (holder.Index * 11 % PeriodDays);
        var random = SeededRandom.Of(options.Seed, Stream.Profile, holder.Index, shifted / PeriodDays);
        var contactDay = random.Chance(ContactChance) ? random.Between(0, PeriodDays) : -1;
        var limitDay = random.Chance(LimitChance) ? random.Between(0, PeriodDays) : -1;
        var today = shifted % PeriodDays;
        if (today != contactDay && today != limitDay) return;

        var timeMs = _startMs + (day * 86_400_000L) + random.Span(TimeSpan.FromHours(7), TimeSpan.FromHours(22));
        var email = today == contactDay && random.Chance(0.7) ? ContactData.Email(holder, random.NextBits()) : null;
        var phone = today == contactDay && email is null ? ContactData.Phone(holder, random.NextBits()) : null;
        var limit = today == limitDay ? holder.SpendingLimitMinor + (random.Between(1, 11) * 10_000L) : (long?)null;
        into.Add(new ProfileChange(timeMs, holder.CustomerId, holder.AccountId, email, phone, limit));
    }
}
