namespace Fraud.Scoring.Cel;

/// <summary>An instant with nanoseconds, from 0001-01-01T00:00:00Z to 9999-12-31T23:59:59.999999999Z.</summary>
/// <param name="Seconds">Whole seconds since 1970-01-01T00:00:00Z, rounded down.</param>
/// <param name="Nanos">Nanoseconds of the second, 0 to 999 999 999.</param>
public readonly record struct CelTimestamp(long Seconds, int Nanos) : IComparable<CelTimestamp>
{
    internal const long SecondsMin = -62_135_596_800;
    internal const long SecondsMax = 253_402_300_799;
    internal const int NanosPerSecond = 1_000_000_000;

    /// <summary>The instant of a Unix time.</summary>
    /// <param name="milliseconds">Milliseconds since 1970-01-01T00:00:00Z.</param>
    public static CelTimestamp FromUnixMilliseconds(long milliseconds)
    {
        var seconds = Math.DivRem(milliseconds, 1000, out var rest);
        return rest >= 0 ? new(seconds, (int)rest * 1_000_000) : new(seconds - 1, (int)(rest + 1000) * 1_000_000);
    }

    /// <summary>Reads RFC 3339; false when it is malformed or out of range.</summary>
    /// <param name="text">The text.</param>
    /// <param name="value">The instant.</param>
    public static bool TryParse(string text, out CelTimestamp value) => CelTimeText.TryParse(text, out value) == CelFailure.None;

    /// <summary>True when left is earlier.</summary>
    public static bool operator <(CelTimestamp left, CelTimestamp right) => left.CompareTo(right) < 0;

    /// <summary>True when left is later.</summary>
    public static bool operator >(CelTimestamp left, CelTimestamp right) => left.CompareTo(right) > 0;

    /// <summary>True when left is not later.</summary>
    public static bool operator <=(CelTimestamp left, CelTimestamp right) => left.CompareTo(right) <= 0;

    /// <summary>True when left is not earlier.</summary>
    public static bool operator >=(CelTimestamp left, CelTimestamp right) => left.CompareTo(right) >= 0;

    /// <inheritdoc/>
    public int CompareTo(CelTimestamp other)
    {
        var bySeconds = Seconds.CompareTo(other.Seconds);
        return bySeconds != 0 ? bySeconds : Nanos.CompareTo(other.Nanos);
    }

    /// <summary>RFC 3339 in UTC, with as many fraction digits as needed.</summary>
    public override string ToString() => CelTimeText.Format(this);
}
