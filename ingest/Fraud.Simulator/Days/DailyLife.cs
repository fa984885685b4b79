using Fraud.Simulator.Commerce;
using Fraud.Simulator.Geography;
using Fraud.Simulator.Holders;

namespace Fraud.Simulator.Days;

/// <summary>The genuine payments of one holder on one day: a pure function of holder and day.</summary>
internal sealed class DailyLife(WorldOptions options, Market market, Travels travels, Equipment equipment)
{
    private const long DayMs = 86_400_000;
    private const long StepMs = 12 * 60_000;

    private readonly long _startMs = options.Start.ToUnixTimeMilliseconds();

    /// <summary>Appends the day's payments.</summary>
    public void Live(Holder holder, int day, List<PaymentDraft> into)
    {
        var random = SeededRandom.Of(options.Seed, Stream.Life, holder.Index, day);
        var date = options.Start.AddDays(day).UtcDateTime;
        var weekend = date.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday;
        var trip = travels.On(holder, day);
        var mean = holder.PaymentsPerDay * Mood(holder, date, weekend) * (trip is null ? 1 : 1.3);
        var first = into.Count;
        for (var n = random.Poisson(mean); n > 0; n--) Pay(ref random, holder, day, weekend, trip, into);
        foreach (var due in holder.Subscriptions)
        {
            if (due.DayOfMonth == date.Day) into.Add(Charge(holder, day, due));
        }

        if (random.Chance(0.004)) Binge(ref random, holder, day, into);
        SpaceOut(into, first, _startMs + ((day + 1) * DayMs));
    }

    /// <summary>More is spent at weekends by some, in the days after the salary by all, and before Christmas.</summary>
    private static double Mood(Holder holder, DateTime date, bool weekend)
    {
        var sincePay = (date.Day - holder.Payday + 31) % 31;
        var salary = sincePay < 10 ? 1.3 - (0.03 * sincePay) : 0.95;
        var season = date.Month == 12 && date.Day < 24 ? 1.2 : 1;
        return salary * season * (weekend ? holder.Weekend : 1);
    }

    private void Pay(ref SeededRandom random, Holder holder, int day, bool weekend, Trip? trip, List<PaymentDraft> into)
    {
        var category = Categories.All[random.PickCumulative(weekend ? holder.Weekends : holder.Weekdays)];
        var where = holder.Home;
        var timeMs = TimeOn(ref random, holder, day, category, where);
        if (trip is not null)
        {
            if (trip.At(timeMs, holder.Home) is not { } city) return;
            where = city;
            if (where != holder.Home && category.AtTerminal) category = Categories.All[random.PickCumulative(Categories.TravelWeights)];
        }

        var merchant = Choose(ref random, holder, category, where);
        into.Add(category.AtTerminal
            ? Spending.AtTerminal(ref random, holder, merchant, timeMs, Amount(ref random, holder, merchant))
            : Online(ref random, holder, day, merchant, timeMs));
    }

    private long TimeOn(ref SeededRandom random, Holder holder, int day, Category category, City where)
    {
        var hour = category.Hours.HourOfDay(ref random, holder.Late, category.Opens, category.Closes);
        var utc = (hour - where.UtcOffset + 24) % 24;
        return _startMs + (day * DayMs) + Math.Min((long)(utc * 3_600_000), DayMs - 1);
    }

    private Merchant Choose(ref SeededRandom random, Holder holder, Category category, City where)
    {
        if (where == holder.Home || !category.AtTerminal)
        {
            if (random.Chance(0.78)) return random.Pick(holder.Favourites[category.Index]);
        }

        return category.AtTerminal
            ? Market.Popular(ref random, market.In(where, category))
            : market.OnlineFor(ref random, holder.Home.Country, category);
    }

    private PaymentDraft Online(ref SeededRandom random, Holder holder, int day, Merchant merchant, long timeMs)
    {
        var device = random.Chance(0.012)
            ? Equipment.DeviceName(random.NextBits())
            : equipment.Device(holder, random.Chance(0.7) ? 0 : 1, day);
        var amountMinor = Amount(ref random, holder, merchant);
        return Spending.Online(holder, merchant, timeMs, amountMinor, device, equipment.Address(ref random, holder, day));
    }

    /// <summary>Mostly the category's amounts; one payment in two hundred is a large one, a sofa or a family's shoes.</summary>
    private static long Amount(ref SeededRandom random, Holder holder, Merchant merchant)
    {
        var splurge = random.Chance(0.005) ? random.Between(3.0, 7.0) : 1;
        return Spending.Amount(ref random, merchant, holder.Spending * splurge);
    }

    /// <summary>An evening of small purchases in one game or shop: genuine, though it looks like card testing.</summary>
    private void Binge(ref SeededRandom random, Holder holder, int day, List<PaymentDraft> into)
    {
        var merchant = random.Pick(holder.Favourites[Categories.Digital.Index]);
        var timeMs = _startMs + (day * DayMs) + random.Span(TimeSpan.FromHours(16), TimeSpan.FromHours(22));
        var device = equipment.Device(holder, 0, day);
        var address = equipment.Address(ref random, holder, day);
        for (var n = random.Between(3, 9); n > 0; n--)
        {
            into.Add(Spending.Online(holder, merchant, timeMs, (random.Between(1, 6) * 100) - 1, device, address));
            timeMs += random.Span(TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(8));
        }
    }

    private PaymentDraft Charge(Holder holder, int day, Subscription due) =>
        Spending.Online(holder, due.Merchant, _startMs + (day * DayMs) + (due.MinuteOfDay * 60_000L), due.AmountMinor, null, null);

    /// <summary>Nobody pays in two shops within minutes: pushes payments at terminals apart, and drops what leaves the day.</summary>
    private static void SpaceOut(List<PaymentDraft> drafts, int first, long endMs)
    {
        if (drafts.Count - first < 2) return;
        drafts.Sort(first, drafts.Count - first, DraftOrder.Instance);
        var lastMs = long.MinValue / 2;
        var kept = first;
        for (var i = first; i < drafts.Count; i++)
        {
            var draft = drafts[i];
            if (draft.Terminal is not null)
            {
                draft.TimeMs = Math.Max(draft.TimeMs, lastMs + StepMs);
                lastMs = draft.TimeMs;
            }

            if (draft.TimeMs < endMs) drafts[kept++] = draft;
        }

        drafts.RemoveRange(kept, drafts.Count - kept);
    }
}
