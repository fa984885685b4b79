namespace Fraud.Contracts;

/// <summary>Why a record or request was refused, from "not readable at all" to "readable but wrong".</summary>
public enum RejectReason
{
    /// <summary>Not refused.</summary>
    None = 0,

    /// <summary>Larger than the limit for one payment.</summary>
    TooLarge,

    /// <summary>Not JSON, cut short, nested too deeply, or not valid UTF-8.</summary>
    MalformedJson,

    /// <summary>JSON, but not an object.</summary>
    NotAnObject,

    /// <summary>A field stands twice.</summary>
    DuplicateField,

    /// <summary>A required field is missing or empty.</summary>
    MissingField,

    /// <summary>A field has another JSON type than the contract says.</summary>
    WrongType,

    /// <summary>A field's value is outside its range or has the wrong form.</summary>
    InvalidValue,

    /// <summary>The currency is not an ISO 4217 code.</summary>
    UnknownCurrency,

    /// <summary>The event time is implausibly far in the past or the future.</summary>
    ImplausibleTime,

    /// <summary>A field looks like a card number.</summary>
    CardNumber,
}
