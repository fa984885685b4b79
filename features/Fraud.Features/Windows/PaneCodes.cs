using System.Numerics;
using Fraud.Features.Coding;

namespace Fraud.Features.Windows;

/// <summary>
/// Writes and reads panes one after the other, newest first. What the panes so far were like lets expect the next: their rate its step and count,
/// their amounts its own. Both sides reckon alike, in whole numbers.
/// </summary>
/// <param name="ladder">The ladder of the series.</param>
/// <param name="newestMs">The entity's newest event time.</param>
internal struct PaneCodes(Ladder ladder, long newestMs)
{
    /// <summary>Cells of this count or more have a sum and a spread.</summary>
    private const int ManyMin = 4;
    private const int FirstAmountPower = 11 << 4;
    private const int FirstGapMs = 8 * (int)Ladder.Hour;
    private const int RoundedSpreadOrder = 7;
    private const long RoundedSpreadSlack = 4;
    private const long RoundedSpreadEscape = 1 << 20;

    private readonly long firstMs = newestMs + FirstGapMs;
    private long cursorMs = newestMs;
    private long counted;
    private Magnitude single = new(FirstAmountPower);
    private Magnitude leastOfFew = new(FirstAmountPower);
    private Magnitude rangeOfFew = new(FirstAmountPower);
    private Magnitude leastOfMany = new(FirstAmountPower);
    private Magnitude rangeOfMany = new(FirstAmountPower);
    private Magnitude others = new(FirstAmountPower);

    /// <summary>Level of the panes that follow; the first run is expected on level 0.</summary>
    public int Level { get; set; } = -1;

    /// <summary>Writes a pane of the level.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="pane">The pane.</param>
    /// <param name="follows">The pane before is of the same level and, above level 0, of another cell.</param>
    public void Write(BitWriter writer, in Pane pane, bool follows)
    {
        var steps = (ladder.CellStart(Level, cursorMs) - pane.StartMs) / ladder.SizeMs(Level);
        writer.Number(steps - StepsMin(follows), StepsOrder());
        cursorMs = pane.StartMs;
        if (Level > 0) writer.Signed(pane.Count - CountExpected(), CountOrder());
        counted += pane.Count;
        if (pane.Count == 1) single.Write(writer, pane.Min);
        else if (pane.Count < ManyMin) WriteFew(writer, in pane);
        else WriteMany(writer, in pane);
    }

    /// <summary>Reads a pane of the level.</summary>
    public Pane Read(ref BitReader reader, bool follows)
    {
        var pane = new Pane { Level = (byte)Level, Count = 1 };
        var steps = reader.Number(StepsOrder()) + StepsMin(follows);
        cursorMs = pane.StartMs = ladder.CellStart(Level, cursorMs) - (steps * ladder.SizeMs(Level));
        if (Level > 0)
        {
            var count = reader.Signed(CountOrder()) + CountExpected();
            if (count is < 1 or > int.MaxValue) throw new StateFormatException("A pane of the state is damaged. Restore a savepoint.");
            pane.Count = (int)count;
        }

        counted += pane.Count;
        if (pane.Count == 1) pane.Min = pane.Max = pane.Sum = single.Read(ref reader);
        else if (pane.Count < ManyMin) ReadFew(ref reader, ref pane);
        else ReadMany(ref reader, ref pane);
        if (pane.Count < ManyMin) pane.Squares = pane.SquaresOfFew();
        return pane;
    }

    private void WriteFew(BitWriter writer, in Pane pane)
    {
        leastOfFew.Write(writer, pane.Min);
        rangeOfFew.Write(writer, pane.Max - pane.Min);
        if (pane.Count == 3) writer.Number(pane.Middle - pane.Min, MiddleOrder(in pane));
    }

    private void ReadFew(ref BitReader reader, ref Pane pane)
    {
        pane.Min = leastOfFew.Read(ref reader);
        pane.Max = pane.Min + rangeOfFew.Read(ref reader);
        pane.Sum = pane.Min + pane.Max + (pane.Count == 3 ? pane.Min + reader.Number(MiddleOrder(in pane)) : 0);
    }

    private void WriteMany(BitWriter writer, in Pane pane)
    {
        leastOfMany.Write(writer, pane.Min);
        rangeOfMany.Write(writer, pane.Max - pane.Min);
        var rest = pane.Sum - (pane.Min * pane.Count) - (pane.Max - pane.Min);
        writer.Number(rest, others.Order + BitOperations.Log2((uint)pane.Count - 2));
        others.Note(rest / (pane.Count - 2));
        if (MayBeInexact(in pane))
        {
            writer.Flag(Spread.IsExact(in pane));
            if (!Spread.IsExact(in pane))
            {
                writer.Bits(BitConverter.DoubleToUInt64Bits(pane.Squares), 64);
                return;
            }
        }

        if (ladder.IsRounded(Level)) WriteRounded(writer, (long)Spread.Pack(Spread.Of(in pane)) - RoundedSpreadLeast(in pane));
        else writer.Number((long)Spread.Of(in pane), SpreadOrder(in pane));
    }

    private void ReadMany(ref BitReader reader, ref Pane pane)
    {
        pane.Min = leastOfMany.Read(ref reader);
        pane.Max = pane.Min + rangeOfMany.Read(ref reader);
        var rest = reader.Number(others.Order + BitOperations.Log2((uint)pane.Count - 2));
        others.Note(rest / (pane.Count - 2));
        pane.Sum = rest + (pane.Min * pane.Count) + (pane.Max - pane.Min);
        if (MayBeInexact(in pane) && !reader.Flag()) pane.Squares = BitConverter.UInt64BitsToDouble(reader.Bits(64));
        else if (ladder.IsRounded(Level)) pane.Squares = Spread.ToSquares(in pane, Spread.Unpack((ulong)(ReadRounded(ref reader) + RoundedSpreadLeast(in pane))));
        else pane.Squares = Spread.ToSquares(in pane, (ulong)reader.Number(SpreadOrder(in pane)));
    }

    /// <summary>Time the panes so far span, and a while before them so that one alone makes no rate.</summary>
    private readonly long ElapsedMs => Math.Max(1, firstMs - cursorMs);

    private readonly int StepsMin(bool follows) => follows && Level > 0 ? 1 : 0;

    /// <summary>What the time between two payments was so far, in cells.</summary>
    private readonly int StepsOrder()
    {
        if (Level == 0 && counted == 0) return 0;
        var gapMs = ElapsedMs / (counted + 1);
        return Power((gapMs / ladder.SizeMs(Level)) - 1);
    }

    /// <summary>Payments in a cell by the rate so far.</summary>
    private readonly long CountExpected() =>
        Math.Max(1, (long)((Int128)(counted + 1) * ladder.SizeMs(Level) / ElapsedMs));

    private readonly int CountOrder() => Power(CountExpected() - 1) / 2;

    private static int MiddleOrder(in Pane pane) => Math.Max(0, Power(pane.Max - pane.Min) - 2);

    /// <summary>The spread is at least half the square of the range.</summary>
    private static int SpreadOrder(in Pane pane) => Math.Max(0, (2 * Power(pane.Max - pane.Min)) - 1);

    private static bool MayBeInexact(in Pane pane) => (double)pane.Max * pane.Max * pane.Count >= Spread.ExactMax;

    /// <summary>A packed spread above the least one; rounding in several steps may have taken it below, which costs more.</summary>
    private static void WriteRounded(BitWriter writer, long above) =>
        writer.Number(above >= 0 ? above : RoundedSpreadEscape - above, RoundedSpreadOrder);

    private static long ReadRounded(ref BitReader reader)
    {
        var above = reader.Number(RoundedSpreadOrder);
        return above < RoundedSpreadEscape ? above : RoundedSpreadEscape - above;
    }

    private static long RoundedSpreadLeast(in Pane pane)
    {
        var range = (UInt128)(ulong)(pane.Max - pane.Min);
        var least = range * range / 2;
        return Math.Max(0, (long)Spread.Pack(Spread.Round(least > long.MaxValue ? long.MaxValue : (ulong)least)) - RoundedSpreadSlack);
    }

    private static int Power(long value) => value <= 0 ? 0 : BitOperations.Log2((ulong)value) + 1;
}
