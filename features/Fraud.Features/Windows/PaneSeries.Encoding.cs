using Fraud.Features.Coding;

namespace Fraud.Features.Windows;

/// <content>
/// The stored form: runs of panes of one level, newest first, times as steps back from the one before. Up to three amounts of a pane are
/// kept as they are; of more: least, range, sum above the least, and the spread.
/// </content>
internal partial struct PaneSeries
{
    private const int CountMaxEncoded = 1 << 20;

    public readonly void Write(ByteWriter writer, long newestMs)
    {
        var panes = Panes;
        var cursorMs = newestMs;
        for (var i = count - 1; i >= 0;)
        {
            var level = panes[i].Level;
            var runLength = RunLength(i);
            writer.Varint(((ulong)runLength * Ladder.LevelCountMax) + level);
            for (var end = i - runLength; i > end; i--)
            {
                ref readonly var pane = ref panes[i];
                var steps = (ulong)((ladder.CellStart(level, cursorMs) - pane.StartMs) / ladder.SizeMs(level));
                cursorMs = pane.StartMs;
                WriteHead(writer, steps, in pane);
                WriteAmounts(writer, in pane);
            }
        }

        writer.Byte(0);
    }

    public void Read(ref ByteReader reader, long newestMs)
    {
        var cursorMs = newestMs;
        for (var run = reader.Varint(); run != 0; run = reader.Varint())
        {
            var level = (int)(run % Ladder.LevelCountMax);
            var runLength = run / Ladder.LevelCountMax;
            if (level >= ladder.LevelCount || runLength > CountMaxEncoded)
                throw new StateFormatException("The panes of the state are damaged. Restore a savepoint.");
            for (; runLength > 0; runLength--)
            {
                var pane = ReadPane(ref reader, level, cursorMs);
                cursorMs = pane.StartMs;
                if (count == slice.Capacity) slice.Grow();
                slice.Span[count++] = pane;
            }
        }

        slice.Span[..count].Reverse();
        foreach (ref readonly var pane in Panes)
        {
            if (pane.Level == 0) exactCount++;
        }

        FindDue();
    }

    /// <summary>Bits that a pane's count shares with its step: few where panes are sparse, more where they are full.</summary>
    private readonly int CountBits(int level) => ladder.SizeMs(level) >= Ladder.RoundedSizeMsMin ? 4 : 2;

    private readonly void WriteHead(ByteWriter writer, ulong steps, in Pane pane)
    {
        if (pane.Level == 0)
        {
            writer.Varint(steps);
            return;
        }

        var bits = CountBits(pane.Level);
        var fits = pane.Count < 1 << bits;
        writer.Varint((steps << bits) + (fits ? (ulong)pane.Count : 0));
        if (!fits) writer.Varint((ulong)pane.Count);
    }

    private readonly void WriteAmounts(ByteWriter writer, in Pane pane)
    {
        writer.Varint(pane.Min);
        if (pane.Count == 1) return;
        if (pane.Count == 3) writer.Varint(pane.Middle - pane.Min);
        writer.Varint(pane.Max - (pane.Count == 3 ? pane.Middle : pane.Min));
        if (pane.Count <= 3) return;
        writer.Varint(pane.Sum - (pane.Min * pane.Count));
        if (!Spread.IsExact(in pane))
        {
            writer.Varint(1UL);
            writer.UInt64(BitConverter.DoubleToUInt64Bits(pane.Squares));
            return;
        }

        var spread = Spread.Of(in pane);
        writer.Varint((ladder.IsRounded(pane.Level) ? Spread.Pack(spread) : spread) << 1);
    }

    private readonly Pane ReadPane(ref ByteReader reader, int level, long cursorMs)
    {
        var pane = new Pane { Level = (byte)level, Count = 1 };
        var head = reader.Varint();
        if (level > 0)
        {
            var bits = CountBits(level);
            pane.Count = (int)(head & ((1UL << bits) - 1));
            head >>= bits;
            if (pane.Count == 0) pane.Count = reader.Count(int.MaxValue);
        }

        pane.StartMs = ladder.CellStart(level, cursorMs) - ((long)head * ladder.SizeMs(level));
        ReadAmounts(ref reader, ref pane);
        return pane;
    }

    private readonly void ReadAmounts(ref ByteReader reader, ref Pane pane)
    {
        pane.Min = pane.Max = pane.Sum = reader.Long();
        if (pane.Count > 1)
        {
            var middle = pane.Min + (pane.Count == 3 ? reader.Long() : 0);
            pane.Max = middle + reader.Long();
            pane.Sum = pane.Count == 3 ? pane.Min + middle + pane.Max : pane.Min + pane.Max;
        }

        if (pane.Count <= 3)
        {
            pane.Squares = pane.SquaresOfFew();
            return;
        }

        pane.Sum = reader.Long() + (pane.Min * pane.Count);
        var spread = reader.Varint();
        if ((spread & 1) == 1) pane.Squares = BitConverter.UInt64BitsToDouble(reader.UInt64());
        else pane.Squares = Spread.ToSquares(in pane, ladder.IsRounded(pane.Level) ? Spread.Unpack(spread >> 1) : spread >> 1);
    }

    private readonly int RunLength(int last)
    {
        var panes = Panes;
        var first = last;
        while (first > 0 && panes[first - 1].Level == panes[last].Level) first--;
        return last - first + 1;
    }
}
