namespace Fraud.Scoring.Cel;

/// <summary>How strictly expressions are checked, and what rules allow beyond the specification.</summary>
public sealed record CelDialect
{
    /// <summary>CEL exactly as specified.</summary>
    public static readonly CelDialect Standard = new();

    /// <summary>
    /// CEL for rule authors: an int meets a double as a double (<c>3 * card.amount_mean_30d</c>), a constant that cannot be converted is
    /// refused when checked, and NaN is a missing value wherever it appears.
    /// </summary>
    public static readonly CelDialect Rules = new() { MixesNumbers = true, RefusesBadConstants = true, NanIsMissing = true };

    /// <summary>What one expression may cost.</summary>
    public CelLimits Limits { get; init; } = new();

    /// <summary>False leaves type errors and unknown names to the evaluation.</summary>
    public bool ChecksTypes { get; init; } = true;

    /// <summary>Arithmetic between int and double gives a double, and the checker lets numbers of different types be compared.</summary>
    public bool MixesNumbers { get; init; }

    /// <summary>Conversions and patterns that are constant and wrong are errors of the check.</summary>
    public bool RefusesBadConstants { get; init; }

    /// <summary>Arithmetic that gives NaN fails with <see cref="CelFailure.Missing"/>.</summary>
    public bool NanIsMissing { get; init; }
}
