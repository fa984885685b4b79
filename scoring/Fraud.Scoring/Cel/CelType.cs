namespace Fraud.Scoring.Cel;

/// <summary>A CEL type as the checker sees it: a kind, with the types of elements or of keys and values.</summary>
public sealed class CelType : IEquatable<CelType>
{
    /// <summary>Known only when evaluated.</summary>
    public static readonly CelType Dyn = new(CelKind.Dyn);

    /// <summary>The type of <c>null</c>.</summary>
    public static readonly CelType Null = new(CelKind.Null);

    /// <summary>Booleans.</summary>
    public static readonly CelType Bool = new(CelKind.Bool);

    /// <summary>64-bit signed integers.</summary>
    public static readonly CelType Int = new(CelKind.Int);

    /// <summary>64-bit unsigned integers.</summary>
    public static readonly CelType Uint = new(CelKind.Uint);

    /// <summary>64-bit floating point.</summary>
    public static readonly CelType Double = new(CelKind.Double);

    /// <summary>Texts.</summary>
    public static readonly CelType String = new(CelKind.String);

    /// <summary>Octets.</summary>
    public static readonly CelType Bytes = new(CelKind.Bytes);

    /// <summary>Instants.</summary>
    public static readonly CelType Timestamp = new(CelKind.Timestamp);

    /// <summary>Lengths of time.</summary>
    public static readonly CelType Duration = new(CelKind.Duration);

    /// <summary>Types as values.</summary>
    public static readonly CelType Type = new(CelKind.Type);

    /// <summary>Lists of anything.</summary>
    public static readonly CelType DynList = ListOf(Dyn);

    /// <summary>Maps of anything.</summary>
    public static readonly CelType DynMap = MapOf(Dyn, Dyn);

    /// <summary>The element of an empty list or map: <c>dyn</c> until it meets a list or map that says more.</summary>
    internal static readonly CelType Open = new(CelKind.Dyn);

    private CelType(CelKind kind, CelType? key = null, CelType? element = null)
    {
        Kind = kind;
        Key = key;
        Element = element;
    }

    /// <summary>Its kind.</summary>
    public CelKind Kind { get; }

    /// <summary>The type of a map's keys; null for other kinds.</summary>
    public CelType? Key { get; }

    /// <summary>The type of a list's elements or a map's values; null for other kinds.</summary>
    public CelType? Element { get; }

    /// <summary>True for int, uint and double.</summary>
    public bool IsNumeric => Kind is CelKind.Int or CelKind.Uint or CelKind.Double;

    /// <summary>True for <c>dyn</c>.</summary>
    public bool IsDyn => Kind == CelKind.Dyn;

    private bool IsTime => Kind is CelKind.Timestamp or CelKind.Duration;

    /// <summary>The name that the type has as a value: element and key types are not part of it.</summary>
    public string RuntimeName => Kind switch
    {
        CelKind.Null => "null_type",
        CelKind.Timestamp => "google.protobuf.Timestamp",
        CelKind.Duration => "google.protobuf.Duration",
        _ => Kind.ToString().ToLowerInvariant(),
    };

    /// <summary>The type of lists.</summary>
    /// <param name="element">Type of the elements.</param>
    public static CelType ListOf(CelType element) => new(CelKind.List, element: element);

    /// <summary>The type of maps.</summary>
    /// <param name="key">Type of the keys.</param>
    /// <param name="value">Type of the values.</param>
    public static CelType MapOf(CelType key, CelType value) => new(CelKind.Map, key, value);

    /// <summary>The type of a runtime kind, with unknown elements.</summary>
    /// <param name="kind">The kind.</param>
    public static CelType OfKind(CelKind kind) => kind switch
    {
        CelKind.Null => Null,
        CelKind.Bool => Bool,
        CelKind.Int => Int,
        CelKind.Uint => Uint,
        CelKind.Double => Double,
        CelKind.String => String,
        CelKind.Bytes => Bytes,
        CelKind.List => DynList,
        CelKind.Map => DynMap,
        CelKind.Timestamp => Timestamp,
        CelKind.Duration => Duration,
        CelKind.Type => Type,
        _ => Dyn,
    };

    /// <summary>
    /// True when a value of the other type may stand where this one is wanted; <c>dyn</c> fits everywhere and takes everything, and
    /// <c>null</c> goes with timestamps and durations, which are messages to the specification.
    /// </summary>
    /// <param name="other">The type offered.</param>
    public bool Accepts(CelType other)
    {
        if (IsDyn || other.IsDyn)
            return true;
        if (Kind != other.Kind)
            return (Kind == CelKind.Null && other.IsTime) || (IsTime && other.Kind == CelKind.Null);
        return (Key is null || Key.Accepts(other.Key!)) && (Element is null || Element.Accepts(other.Element!));
    }

    /// <summary>The narrowest type that takes values of both.</summary>
    /// <param name="other">The other type.</param>
    public CelType Join(CelType other)
    {
        if (ReferenceEquals(this, Open))
            return other;
        if (ReferenceEquals(other, Open))
            return this;
        return (Kind, other.Kind) switch
        {
            (CelKind.List or CelKind.Map, _) when !Accepts(other) => Dyn,
            (CelKind.List, CelKind.List) => ListOf(Element!.Join(other.Element!)),
            (CelKind.Map, CelKind.Map) => MapOf(Key!.Join(other.Key!), Element!.Join(other.Element!)),
            _ => Kind == other.Kind ? this : Dyn,
        };
    }

    /// <inheritdoc/>
    public bool Equals(CelType? other) =>
        other is not null && Kind == other.Kind && Equals(Key, other.Key) && Equals(Element, other.Element);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as CelType);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Kind, Key, Element);

    /// <summary>The type as a rule's author reads it, e.g. <c>list(string)</c>.</summary>
    public override string ToString() => Kind switch
    {
        CelKind.Null => "null",
        CelKind.List => $"list({Element})",
        CelKind.Map => $"map({Key}, {Element})",
        _ => Kind.ToString().ToLowerInvariant(),
    };
}
