namespace Fraud.Scoring.Cel;

/// <summary>Any CEL value, or the failure that stands in its place. Scalars are held without boxing.</summary>
public readonly struct CelValue : IEquatable<CelValue>
{
    /// <summary>The value <c>null</c>.</summary>
    public static readonly CelValue Null = new(CelKind.Null, 0, 0, null);

    private readonly object? _reference;
    private readonly long _bits;
    private readonly int _nanos;

    private CelValue(CelKind kind, long bits, int nanos, object? reference)
    {
        Kind = kind;
        _bits = bits;
        _nanos = nanos;
        _reference = reference;
    }

    /// <summary>Its type's kind; <see cref="CelKind.Failure"/> when there is no value.</summary>
    public CelKind Kind { get; }

    /// <summary>True when there is no value.</summary>
    public bool IsFailure => Kind == CelKind.Failure;

    /// <summary>Why there is no value; <see cref="CelFailure.None"/> when there is one. A value that was never set is an unknown name.</summary>
    public CelFailure Failure => Kind != CelKind.Failure ? CelFailure.None : _bits == 0 ? CelFailure.UnknownName : (CelFailure)_bits;

    /// <summary>0-based offset in the expression of the part that failed. Only for <see cref="CelKind.Failure"/>.</summary>
    public int Position => _nanos;

    /// <summary>The boolean. Only for <see cref="CelKind.Bool"/>.</summary>
    public bool Bool => _bits != 0;

    /// <summary>The integer. Only for <see cref="CelKind.Int"/>.</summary>
    public long Int => _bits;

    /// <summary>The unsigned integer. Only for <see cref="CelKind.Uint"/>.</summary>
    public ulong Uint => (ulong)_bits;

    /// <summary>The number. Only for <see cref="CelKind.Double"/>.</summary>
    public double Double => BitConverter.Int64BitsToDouble(_bits);

    /// <summary>The text. Only for <see cref="CelKind.String"/>.</summary>
    public string String => (string)_reference!;

    /// <summary>The octets. Only for <see cref="CelKind.Bytes"/>.</summary>
    public byte[] Bytes => (byte[])_reference!;

    /// <summary>The list. Only for <see cref="CelKind.List"/>.</summary>
    public CelList List => (CelList)_reference!;

    /// <summary>The map. Only for <see cref="CelKind.Map"/>.</summary>
    public CelMap Map => (CelMap)_reference!;

    /// <summary>The instant. Only for <see cref="CelKind.Timestamp"/>.</summary>
    public CelTimestamp Timestamp => new(_bits, _nanos);

    /// <summary>The length of time. Only for <see cref="CelKind.Duration"/>.</summary>
    public CelDuration Duration => new(_bits);

    /// <summary>The type. Only for <see cref="CelKind.Type"/>.</summary>
    public CelType Type => (CelType)_reference!;

    /// <summary>True for int, uint and double.</summary>
    public bool IsNumeric => Kind is CelKind.Int or CelKind.Uint or CelKind.Double;

    /// <summary>A boolean.</summary>
    public static CelValue Of(bool value) => new(CelKind.Bool, value ? 1 : 0, 0, null);

    /// <summary>An integer.</summary>
    public static CelValue Of(long value) => new(CelKind.Int, value, 0, null);

    /// <summary>An unsigned integer.</summary>
    public static CelValue Of(ulong value) => new(CelKind.Uint, (long)value, 0, null);

    /// <summary>A floating-point number.</summary>
    public static CelValue Of(double value) => new(CelKind.Double, BitConverter.DoubleToInt64Bits(value), 0, null);

    /// <summary>A text.</summary>
    public static CelValue Of(string value) => new(CelKind.String, 0, 0, value);

    /// <summary>Octets; the array must not change afterwards.</summary>
    public static CelValue Of(byte[] value) => new(CelKind.Bytes, 0, 0, value);

    /// <summary>A list.</summary>
    public static CelValue Of(CelList value) => new(CelKind.List, 0, 0, value);

    /// <summary>A map.</summary>
    public static CelValue Of(CelMap value) => new(CelKind.Map, 0, 0, value);

    /// <summary>An instant.</summary>
    public static CelValue Of(CelTimestamp value) => new(CelKind.Timestamp, value.Seconds, value.Nanos, null);

    /// <summary>A length of time.</summary>
    public static CelValue Of(CelDuration value) => new(CelKind.Duration, value.Nanos, 0, null);

    /// <summary>A type.</summary>
    public static CelValue Of(CelType value) => new(CelKind.Type, 0, 0, value);

    /// <summary>The absence of a value.</summary>
    /// <param name="failure">Why.</param>
    /// <param name="position">0-based offset in the expression.</param>
    public static CelValue Failed(CelFailure failure, int position = 0) => new(CelKind.Failure, (long)failure, position, null);

    /// <summary>True when equal as CEL's <c>==</c> sees it, except that NaN equals itself.</summary>
    public static bool operator ==(CelValue left, CelValue right) => left.Equals(right);

    /// <summary>The opposite of equality.</summary>
    public static bool operator !=(CelValue left, CelValue right) => !left.Equals(right);

    /// <summary>The value wrapped as one of unknown type: itself.</summary>
    public static CelValue Of(CelValue value) => value;

    /// <summary>True when it is a value of the type, down to the elements of lists and maps.</summary>
    /// <param name="type">The type.</param>
    public bool Is(CelType type) => type.IsDyn || (type.Kind == Kind && Kind switch
    {
        CelKind.List => List.All(type.Element!),
        CelKind.Map => Map.All(type.Key!, type.Element!),
        _ => true,
    });

    /// <inheritdoc/>
    public bool Equals(CelValue other) => CelEquality.AreEqual(this, other) || (IsNan && other.IsNan) || (IsFailure && other.IsFailure);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is CelValue other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => CelEquality.Hash(this);

    /// <summary>The value as text for people and messages.</summary>
    public override string ToString() => CelText.Display(this);

    private bool IsNan => Kind == CelKind.Double && double.IsNaN(Double);
}
