using System.Runtime.CompilerServices;

namespace Fraud.Scoring.Cel;

/// <summary>CEL's equality: numbers of all types on one number line, everything else equal only within its type, NaN equal to nothing.</summary>
internal static class CelEquality
{
    private const double TwoToThe63 = 9223372036854775808.0;
    private const double TwoToThe64 = 18446744073709551616.0;

    public static bool AreEqual(CelValue left, CelValue right)
    {
        if (left.Kind != right.Kind)
            return left.IsNumeric && right.IsNumeric && CelOrdering.CompareNumbers(left, right) == 0;
        return left.Kind switch
        {
            CelKind.Null => true,
            CelKind.Bool => left.Bool == right.Bool,
            CelKind.Int or CelKind.Uint => left.Int == right.Int,
            CelKind.Double => left.Double == right.Double,
            CelKind.String => left.String == right.String,
            CelKind.Bytes => left.Bytes.AsSpan().SequenceEqual(right.Bytes),
            CelKind.List => AreEqual(left.List, right.List),
            CelKind.Map => AreEqual(left.Map, right.Map),
            CelKind.Timestamp => left.Timestamp == right.Timestamp,
            CelKind.Duration => left.Duration == right.Duration,
            CelKind.Type => left.Type.RuntimeName == right.Type.RuntimeName,
            _ => false,
        };
    }

    public static int Hash(CelValue value) => value.Kind switch
    {
        CelKind.Bool => value.Bool ? 1 : 2,
        CelKind.Int or CelKind.Uint => value.Int.GetHashCode(),
        CelKind.Double => HashDouble(value.Double),
        CelKind.String => value.String.GetHashCode(StringComparison.Ordinal),
        CelKind.Bytes => value.Bytes.Length,
        CelKind.List => value.List.Count,
        CelKind.Map => value.Map.Count,
        CelKind.Timestamp => value.Timestamp.GetHashCode(),
        CelKind.Duration => value.Duration.GetHashCode(),
        CelKind.Type => value.Type.RuntimeName.GetHashCode(StringComparison.Ordinal),
        _ => 0,
    };

    // A double hashes like the integer it equals, so that maps find integer keys by double.
    private static int HashDouble(double value)
    {
        if (value >= -TwoToThe63 && value < TwoToThe63)
            return ((long)value).GetHashCode();
        return value >= TwoToThe63 && value < TwoToThe64 ? ((long)(ulong)value).GetHashCode() : value.GetHashCode();
    }

    private static bool AreEqual(CelList left, CelList right)
    {
        if (left.Count != right.Count)
            return false;
        RuntimeHelpers.EnsureSufficientExecutionStack();
        for (var i = 0; i < left.Count; i++)
        {
            if (!AreEqual(left[i], right[i]))
                return false;
        }

        return true;
    }

    private static bool AreEqual(CelMap left, CelMap right)
    {
        if (left.Count != right.Count)
            return false;
        RuntimeHelpers.EnsureSufficientExecutionStack();
        foreach (var (key, value) in left.Entries)
        {
            if (!right.TryGet(key, out var other) || !AreEqual(value, other))
                return false;
        }

        return true;
    }
}
