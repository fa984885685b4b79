using System.Numerics;

namespace Fraud.Features.Windows;

/// <summary>
/// The sum of squares of a pane as the whole number by which it exceeds Sum²/Count: small when the amounts are alike, so cheap to store,
/// and free of cancellation when rounded.
/// </summary>
internal static class Spread
{
    /// <summary>Whole numbers below it are exact.</summary>
    public const double ExactMax = 1L << 53;

    /// <summary>Bits kept by <see cref="Round"/>: relative error at most 1/512.</summary>
    private const int MantissaBits = 8;

    /// <summary>False when the squares are too large to be exact: then they are kept as they are.</summary>
    public static bool IsExact(in Pane pane) => pane.Squares < ExactMax;

    public static ulong Of(in Pane pane) => (ulong)((UInt128)pane.Squares - Floor(in pane));

    public static double ToSquares(in Pane pane, ulong spread) => (double)(Floor(in pane) + spread);

    /// <summary>The nearest number with at most eight significant bits.</summary>
    public static ulong Round(ulong spread)
    {
        var drop = BitOperations.Log2(spread | 1) + 1 - MantissaBits;
        if (drop <= 0) return spread;
        return ((spread >> drop) + ((spread >> (drop - 1)) & 1)) << drop;
    }

    /// <summary>A rounded spread in 14 bits at most, small ones as themselves.</summary>
    public static ulong Pack(ulong rounded)
    {
        var exponent = BitOperations.Log2(rounded | 1) + 1 - MantissaBits;
        return exponent <= 0 ? rounded : ((ulong)exponent << (MantissaBits - 1)) + (rounded >> exponent);
    }

    public static ulong Unpack(ulong packed)
    {
        const ulong Half = 1UL << (MantissaBits - 1);
        if (packed < 2 * Half) return packed;
        var exponent = (int)((packed - Half) / Half);
        return (packed - ((ulong)exponent * Half)) << exponent;
    }

    private static UInt128 Floor(in Pane pane) => (UInt128)(ulong)pane.Sum * (ulong)pane.Sum / (ulong)pane.Count;
}
