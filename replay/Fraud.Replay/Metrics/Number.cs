namespace Fraud.Replay.Metrics;

/// <summary>Numbers as reports write them: what cannot be said is null, because JSON has no NaN.</summary>
internal static class Number
{
    /// <summary>The number, or null for NaN and infinities.</summary>
    /// <param name="value">The number.</param>
    public static double? OrNull(double value) => double.IsFinite(value) ? value : null;
}
