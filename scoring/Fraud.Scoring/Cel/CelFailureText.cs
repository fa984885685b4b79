namespace Fraud.Scoring.Cel;

/// <summary>Failures in words.</summary>
public static class CelFailureText
{
    /// <summary>Why there is no value, as a clause for a person.</summary>
    /// <param name="failure">The failure.</param>
    public static string Describe(this CelFailure failure) => failure switch
    {
        CelFailure.None => "nothing failed",
        CelFailure.Missing => "not enough history: a value it needs is missing",
        CelFailure.DivideByZero => "an integer was divided by zero",
        CelFailure.ModulusByZero => "an integer was taken modulo zero",
        CelFailure.Overflow => "an integer does not fit 64 bits",
        CelFailure.OutOfRange => "a value is out of the range of its type",
        CelFailure.InvalidText => "a text could not be converted",
        CelFailure.NoSuchKey => "a map has no such key",
        CelFailure.IndexOutOfBounds => "an index is outside of its list",
        CelFailure.NoMatchingOverload => "an operator or function does not take values of these types",
        CelFailure.Unordered => "NaN has no order",
        CelFailure.InvalidKey => "a map key stands twice or has a type that keys cannot have",
        CelFailure.InvalidPattern => "the pattern is not a regular expression of RE2",
        CelFailure.PatternTimeout => "a regular expression ran too long",
        CelFailure.UnknownTimeZone => "the time zone is unknown",
        CelFailure.CostExceeded => "the evaluation costs more than is allowed",
        CelFailure.UnknownName => "a name has no value",
        CelFailure.UnknownFunction => "there is no such function",
        _ => failure.ToString(),
    };
}
