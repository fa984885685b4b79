namespace Fraud.Scoring.Cel;

/// <summary>CEL's order: numbers of all types on one number line, texts by code point, octets bytewise, false before true.</summary>
internal static class CelOrdering
{
    /// <summary>What <see cref="Compare(CelValue, CelValue)"/> gives for NaN, which has no place in the order.</summary>
    public const int Unordered = 2;

    /// <summary>What <see cref="Compare(CelValue, CelValue)"/> gives for values of types that are not ordered against each other.</summary>
    public const int Incomparable = 3;

    /// <summary>−1, 0 or 1; or <see cref="Unordered"/> or <see cref="Incomparable"/>.</summary>
    public static int Compare(CelValue left, CelValue right)
    {
        if (left.IsNumeric && right.IsNumeric)
            return CompareNumbers(left, right);
        if (left.Kind != right.Kind)
            return Incomparable;
        return left.Kind switch
        {
            CelKind.Bool => left.Bool.CompareTo(right.Bool),
            CelKind.String => Compare(left.String, right.String),
            CelKind.Bytes => Compare(left.Bytes, right.Bytes),
            CelKind.Timestamp => left.Timestamp.CompareTo(right.Timestamp),
            CelKind.Duration => left.Duration.CompareTo(right.Duration),
            _ => Incomparable,
        };
    }

    /// <summary>−1, 0 or 1; or <see cref="Unordered"/>.</summary>
    public static int CompareNumbers(CelValue left, CelValue right) => (left.Kind, right.Kind) switch
    {
        (CelKind.Int, CelKind.Int) => left.Int.CompareTo(right.Int),
        (CelKind.Uint, CelKind.Uint) => left.Uint.CompareTo(right.Uint),
        (CelKind.Double, CelKind.Double) => Compare(left.Double, right.Double),
        (CelKind.Int, CelKind.Uint) => Compare(left.Int, right.Uint),
        (CelKind.Uint, CelKind.Int) => -Compare(right.Int, left.Uint),
        (CelKind.Int, CelKind.Double) => Compare(left.Int, right.Double),
        (CelKind.Double, CelKind.Int) => Reverse(Compare(right.Int, left.Double)),
        (CelKind.Uint, CelKind.Double) => Compare(left.Uint, right.Double),
        (CelKind.Double, CelKind.Uint) => Reverse(Compare(right.Uint, left.Double)),
        _ => Incomparable,
    };

    /// <summary>By code point. UTF-16 order differs from it where surrogates meet U+E000 to U+FFFF.</summary>
    public static int Compare(string left, string right)
    {
        var length = Math.Min(left.Length, right.Length);
        for (var i = 0; i < length; i++)
        {
            var (l, r) = (left[i], right[i]);
            if (l == r)
                continue;
            if (char.IsSurrogate(l) != char.IsSurrogate(r))
                return char.IsSurrogate(l) ? 1 : -1;
            return l < r ? -1 : 1;
        }

        return left.Length.CompareTo(right.Length);
    }

    /// <summary>Bytewise.</summary>
    public static int Compare(byte[] left, byte[] right) => Math.Sign(left.AsSpan().SequenceCompareTo(right));

    /// <summary>IEEE 754, NaN unordered.</summary>
    public static int Compare(double left, double right) => left < right ? -1 : left > right ? 1 : left == right ? 0 : Unordered;

    /// <summary>On one number line.</summary>
    public static int Compare(long left, ulong right) => left < 0 ? -1 : ((ulong)left).CompareTo(right);

    /// <summary>As doubles, as cel-go does: beyond 2^53 neighbouring integers compare alike.</summary>
    public static int Compare(long left, double right) => Compare((double)left, right);

    /// <summary>As doubles, as cel-go does: beyond 2^53 neighbouring integers compare alike.</summary>
    public static int Compare(ulong left, double right) => Compare((double)left, right);

    /// <summary>The number of code points; a lone surrogate counts as one.</summary>
    public static long CodePoints(string text)
    {
        var count = text.Length;
        for (var i = 1; i < text.Length; i++)
        {
            if (char.IsLowSurrogate(text[i]) && char.IsHighSurrogate(text[i - 1]))
                count--;
        }

        return count;
    }

    private static int Reverse(int order) => order == Unordered ? Unordered : -order;
}
