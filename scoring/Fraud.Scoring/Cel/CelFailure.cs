namespace Fraud.Scoring.Cel;

/// <summary>Why an evaluation has no value. The numbers start above the two truth values they share an encoding with.</summary>
public enum CelFailure
{
    /// <summary>It has a value.</summary>
    None = 0,

    /// <summary>A value it needs is missing: an absent payment field, or a feature without enough history.</summary>
    Missing = 2,

    /// <summary>An integer was divided by zero.</summary>
    DivideByZero,

    /// <summary>An integer was taken modulo zero.</summary>
    ModulusByZero,

    /// <summary>An integer result does not fit 64 bits.</summary>
    Overflow,

    /// <summary>A timestamp or duration, or a conversion to one or to an integer, is out of range.</summary>
    OutOfRange,

    /// <summary>A text could not be converted.</summary>
    InvalidText,

    /// <summary>A map has no such key.</summary>
    NoSuchKey,

    /// <summary>A list index is outside the list.</summary>
    IndexOutOfBounds,

    /// <summary>An operator or function does not take arguments of these types.</summary>
    NoMatchingOverload,

    /// <summary>NaN was compared by order.</summary>
    Unordered,

    /// <summary>A map key stands twice, or is neither int, uint, bool nor string.</summary>
    InvalidKey,

    /// <summary>A regular expression is malformed or outside RE2's syntax.</summary>
    InvalidPattern,

    /// <summary>A regular expression ran longer than allowed.</summary>
    PatternTimeout,

    /// <summary>The time zone is unknown.</summary>
    UnknownTimeZone,

    /// <summary>The evaluation reached its cost limit.</summary>
    CostExceeded,

    /// <summary>A name has no value in this evaluation.</summary>
    UnknownName,

    /// <summary>There is no function of this name.</summary>
    UnknownFunction,
}
