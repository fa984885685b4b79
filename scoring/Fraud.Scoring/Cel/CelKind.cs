namespace Fraud.Scoring.Cel;

/// <summary>The types of CEL values, the type <see cref="Dyn"/> that only the checker knows, and the absence of a value.</summary>
public enum CelKind
{
    /// <summary>No value; a <see cref="CelFailure"/> says why.</summary>
    Failure = 0,

    /// <summary>The value <c>null</c>.</summary>
    Null,

    /// <summary><c>true</c> or <c>false</c>.</summary>
    Bool,

    /// <summary>64-bit signed integer.</summary>
    Int,

    /// <summary>64-bit unsigned integer.</summary>
    Uint,

    /// <summary>64-bit IEEE 754 number.</summary>
    Double,

    /// <summary>Sequence of Unicode code points.</summary>
    String,

    /// <summary>Sequence of octets.</summary>
    Bytes,

    /// <summary>Ordered sequence of values.</summary>
    List,

    /// <summary>Values by int, uint, bool or string key.</summary>
    Map,

    /// <summary>Instant from 0001-01-01 to 9999-12-31, in nanoseconds.</summary>
    Timestamp,

    /// <summary>Length of time, ±292 years, in nanoseconds.</summary>
    Duration,

    /// <summary>A type as a value.</summary>
    Type,

    /// <summary>Any of the others, known only when evaluated.</summary>
    Dyn,
}
