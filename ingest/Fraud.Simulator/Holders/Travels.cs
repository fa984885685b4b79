using Fraud.Simulator.Geography;

namespace Fraud.Simulator.Holders;

/// <summary>When holders travel: at most one trip in each period of two months, a pure function of holder and day.</summary>
internal sealed class Travels(long seed, long startMs)
{
    private const int PeriodDays = 60;
    private const int LongestDays = 14;
    private const long DayMs = 86_400_000;

    /// <summary>The trip that touches a day; null when the holder is at home all day.</summary>
    public Trip? On(Holder holder, int day)
    {
        var shifted = day + (holder.Index * 7 % PeriodDays);
        var period = shifted / PeriodDays;
        var random = SeededRandom.Of(seed, Stream.Trip, holder.Index, period);
        if (!random.Chance(holder.Wanderlust)) return null;
        var length = random.Between(2, LongestDays);
        var first = random.Between(0, PeriodDays - LongestDays - 1);
        var dayInPeriod = shifted % PeriodDays;
        return dayInPeriod < first || dayInPeriod > first + length + 1 ? null : Plan(ref random, holder, day - dayInPeriod + first, length);
    }

    /// <summary>True when the holder is at home from one day to another.</summary>
    public bool AtHome(Holder holder, int firstDay, int lastDay)
    {
        for (var day = firstDay; day <= lastDay; day++)
        {
            if (On(holder, day) is not null) return false;
        }

        return true;
    }

    private Trip Plan(ref SeededRandom random, Holder holder, int firstDay, int length)
    {
        var to = Destination(ref random, holder.Home);
        var distance = holder.Home.DistanceTo(to);
        var hours = (distance < 500 ? distance / 90 : distance / 650) + 2.5;
        var leaves = startMs + (firstDay * DayMs) + random.Span(TimeSpan.FromHours(6), TimeSpan.FromHours(11));
        var returns = startMs + ((firstDay + length) * DayMs) + random.Span(TimeSpan.FromHours(1), TimeSpan.FromHours(6));
        var way = (long)(hours * 3_600_000);
        return new Trip(to, leaves, leaves + way, returns, returns + way);
    }

    private static City Destination(ref SeededRandom random, City home)
    {
        var reach = random.Unit() switch { < 0.4 => 700, < 0.8 => 2500, _ => 20_000 };
        while (true)
        {
            var city = random.Pick(Cities.All);
            if (city != home && (reach > 2500 || home.DistanceTo(city) < reach)) return city;
        }
    }
}
