namespace Fraud.Scoring.Cel.Functions;

/// <summary>Arithmetic on timestamps and durations, and their parts in UTC or a time zone.</summary>
internal static class CelTimes
{
    private const long SecondsPerDay = 86_400;
    private const int YearsPerCycle = 400;
    private const long SecondsPerCycle = 146_097 * SecondsPerDay;

    public static void AddTo(CelOverloadTable table)
    {
        table.Partial<CelTimestamp, CelDuration, CelTimestamp>("_+_", Add);
        table.Partial<CelDuration, CelTimestamp, CelTimestamp>("_+_", Add);
        table.Partial<CelDuration, CelDuration, CelDuration>("_+_", Add);
        table.Partial<CelTimestamp, CelTimestamp, CelDuration>("_-_", Subtract);
        table.Partial<CelTimestamp, CelDuration, CelTimestamp>("_-_", Subtract);
        table.Partial<CelDuration, CelDuration, CelDuration>("_-_", Subtract);
        AddPart(table, "getFullYear", FullYear, FullYear);
        AddPart(table, "getMonth", Month, Month);
        AddPart(table, "getDate", Date, Date);
        AddPart(table, "getDayOfMonth", DayOfMonth, DayOfMonth);
        AddPart(table, "getDayOfWeek", DayOfWeek, DayOfWeek);
        AddPart(table, "getDayOfYear", DayOfYear, DayOfYear);
        AddPart(table, "getHours", Hours, Hours);
        AddPart(table, "getMinutes", Minutes, Minutes);
        AddPart(table, "getSeconds", Seconds, Seconds);
        AddPart(table, "getMilliseconds", Milliseconds, Milliseconds);
        table.Total<CelDuration, long>("getHours", WholeHours, member: true);
        table.Total<CelDuration, long>("getMinutes", WholeMinutes, member: true);
        table.Total<CelDuration, long>("getSeconds", WholeSeconds, member: true);
        table.Total<CelDuration, long>("getMilliseconds", MillisecondPart, member: true);
    }

    private static void AddPart(CelOverloadTable table, string name, Func<CelTimestamp, long> utc, Partial<CelTimestamp, string, long> zoned)
    {
        table.Total(name, utc, member: true);
        table.Partial(name, zoned, member: true);
    }

    private static CelFailure Add(CelTimestamp time, CelDuration length, out CelTimestamp result)
    {
        var total = ((Int128)time.Seconds * CelTimestamp.NanosPerSecond) + time.Nanos + length.Nanos;
        var nanos = (int)(((total % CelTimestamp.NanosPerSecond) + CelTimestamp.NanosPerSecond) % CelTimestamp.NanosPerSecond);
        result = new CelTimestamp((long)((total - nanos) / CelTimestamp.NanosPerSecond), nanos);
        return result.Seconds is < CelTimestamp.SecondsMin or > CelTimestamp.SecondsMax ? CelFailure.OutOfRange : CelFailure.None;
    }

    private static CelFailure Add(CelDuration length, CelTimestamp time, out CelTimestamp result) => Add(time, length, out result);

    private static CelFailure Add(CelDuration left, CelDuration right, out CelDuration result) => Fit((Int128)left.Nanos + right.Nanos, out result);

    private static CelFailure Subtract(CelTimestamp left, CelTimestamp right, out CelDuration result) =>
        Fit((((Int128)left.Seconds - right.Seconds) * CelTimestamp.NanosPerSecond) + left.Nanos - right.Nanos, out result);

    private static CelFailure Subtract(CelTimestamp time, CelDuration length, out CelTimestamp result)
    {
        if (length.Nanos != long.MinValue)
            return Add(time, new CelDuration(-length.Nanos), out result);
        result = default;
        return CelFailure.OutOfRange;
    }

    private static CelFailure Subtract(CelDuration left, CelDuration right, out CelDuration result) => Fit((Int128)left.Nanos - right.Nanos, out result);

    private static CelFailure Fit(Int128 nanos, out CelDuration result)
    {
        var fits = nanos >= long.MinValue && nanos <= long.MaxValue;
        result = new CelDuration(fits ? (long)nanos : 0);
        return fits ? CelFailure.None : CelFailure.OutOfRange;
    }

    private static long WholeHours(CelDuration length) => length.Nanos / 3_600_000_000_000;

    private static long WholeMinutes(CelDuration length) => length.Nanos / 60_000_000_000;

    private static long WholeSeconds(CelDuration length) => length.Nanos / CelTimestamp.NanosPerSecond;

    private static long MillisecondPart(CelDuration length) => length.Nanos % CelTimestamp.NanosPerSecond / 1_000_000;

    private static DateTime Calendar(CelTimestamp time) =>
        DateTime.UnixEpoch.AddTicks((time.Seconds - (Cycles(time) * SecondsPerCycle)) * TimeSpan.TicksPerSecond);

    // A time zone shifts the first and last days of the calendar to the years 0 and 10000, where the calendar repeats itself.
    private static int Cycles(CelTimestamp time) =>
        time.Seconds < CelTimestamp.SecondsMin ? -1 : time.Seconds > CelTimestamp.SecondsMax ? 1 : 0;

    private static long SecondOfDay(CelTimestamp time)
    {
        var second = time.Seconds % SecondsPerDay;
        return second < 0 ? second + SecondsPerDay : second;
    }

    private static long FullYear(CelTimestamp time) => Calendar(time).Year + (Cycles(time) * YearsPerCycle);

    private static long Month(CelTimestamp time) => Calendar(time).Month - 1;

    private static long Date(CelTimestamp time) => Calendar(time).Day;

    private static long DayOfMonth(CelTimestamp time) => Calendar(time).Day - 1;

    private static long DayOfWeek(CelTimestamp time) => (long)Calendar(time).DayOfWeek;

    private static long DayOfYear(CelTimestamp time) => Calendar(time).DayOfYear - 1;

    private static long Hours(CelTimestamp time) => SecondOfDay(time) / 3600;

    private static long Minutes(CelTimestamp time) => SecondOfDay(time) / 60 % 60;

    private static long Seconds(CelTimestamp time) => SecondOfDay(time) % 60;

    private static long Milliseconds(CelTimestamp time) => time.Nanos / 1_000_000;

    private static CelFailure FullYear(CelTimestamp time, string zone, out long part) => In(zone, time, FullYear, out part);

    private static CelFailure Month(CelTimestamp time, string zone, out long part) => In(zone, time, Month, out part);

    private static CelFailure Date(CelTimestamp time, string zone, out long part) => In(zone, time, Date, out part);

    private static CelFailure DayOfMonth(CelTimestamp time, string zone, out long part) => In(zone, time, DayOfMonth, out part);

    private static CelFailure DayOfWeek(CelTimestamp time, string zone, out long part) => In(zone, time, DayOfWeek, out part);

    private static CelFailure DayOfYear(CelTimestamp time, string zone, out long part) => In(zone, time, DayOfYear, out part);

    private static CelFailure Hours(CelTimestamp time, string zone, out long part) => In(zone, time, Hours, out part);

    private static CelFailure Minutes(CelTimestamp time, string zone, out long part) => In(zone, time, Minutes, out part);

    private static CelFailure Seconds(CelTimestamp time, string zone, out long part) => In(zone, time, Seconds, out part);

    private static CelFailure Milliseconds(CelTimestamp time, string zone, out long part) => In(zone, time, Milliseconds, out part);

    private static CelFailure In(string zone, CelTimestamp time, Func<CelTimestamp, long> part, out long result)
    {
        result = 0;
        if (!CelTimeZone.TryOffset(zone, time, out var offset))
            return CelFailure.UnknownTimeZone;

        result = part(time with { Seconds = time.Seconds + offset });
        return CelFailure.None;
    }
}
