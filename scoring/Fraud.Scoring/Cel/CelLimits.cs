namespace Fraud.Scoring.Cel;

/// <summary>What one expression may cost, so that none can hang a worker or exhaust its memory.</summary>
public sealed record CelLimits
{
    /// <summary>Longest source, UTF-16 units; a longer one is refused. Default 16 384.</summary>
    public int SourceLengthMax { get; init; } = 16_384;

    /// <summary>Deepest nesting; deeper is refused. Default 200, the specification asks for at least 12.</summary>
    public int DepthMax { get; init; } = 200;

    /// <summary>
    /// Cost at which an evaluation fails with <see cref="CelFailure.CostExceeded"/>: one for each step of a macro and each element or
    /// character copied. Default 100 000, below ten milliseconds.
    /// </summary>
    public int CostMax { get; init; } = 100_000;

    /// <summary>
    /// How long one regular expression may run before it fails with <see cref="CelFailure.PatternTimeout"/>. Default 1 s: matching takes
    /// linear time, so only a stalled machine gets there.
    /// </summary>
    public TimeSpan PatternTimeout { get; init; } = TimeSpan.FromSeconds(1);
}
