namespace Fraud.Scoring.Cel;

/// <summary>A length of time.</summary>
/// <param name="Nanos">Nanoseconds; negative for backwards.</param>
public readonly record struct CelDuration(long Nanos) : IComparable<CelDuration>
{
    /// <summary>Reads numbers with units, e.g. <c>-1.5s</c> or <c>1h30m</c>; false when it is malformed or out of range.</summary>
    /// <param name="text">The text.</param>
    /// <param name="value">The length of time.</param>
    public static bool TryParse(string text, out CelDuration value) => CelTimeText.TryParse(text, out value) == CelFailure.None;

    /// <summary>True when left is shorter.</summary>
    public static bool operator <(CelDuration left, CelDuration right) => left.Nanos < right.Nanos;

    /// <summary>True when left is longer.</summary>
    public static bool operator >(CelDuration left, CelDuration right) => left.Nanos > right.Nanos;

    /// <summary>True when left is not longer.</summary>
    public static bool operator <=(CelDuration left, CelDuration right) => left.Nanos <= right.Nanos;

    /// <summary>True when left is not shorter.</summary>
    public static bool operator >=(CelDuration left, CelDuration right) => left.Nanos >= right.Nanos;

    /// <inheritdoc/>
    public int CompareTo(CelDuration other) => Nanos.CompareTo(other.Nanos);

    /// <summary>Seconds with the suffix <c>s</c>, e.g. <c>60.001s</c>.</summary>
    public override string ToString() => CelTimeText.Format(this);
}
