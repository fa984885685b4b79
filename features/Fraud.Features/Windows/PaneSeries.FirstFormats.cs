using Fraud.Features.Coding;

namespace Fraud.Features.Windows;

/// <content>
/// How formats 1 and 2 stored panes: runs of one level, newest first, times as steps back from the one before. Up to three amounts of a pane are
/// kept as they are; of more: least, range, sum above the least, and the spread.
/// </content>
internal partial struct PaneSeries
{
    public void ReadBytes(ref ByteReader reader, long newestMs)
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
                var pane = ReadPaneBytes(ref reader, level, cursorMs);
                cursorMs = pane.StartMs;
                if (count == slice.Capacity) slice.Grow();
                slice.Span[count++] = pane;
            }
        }

        EndRead();
    }

    /// <summary>Bits that a pane's count shares with its step: few where panes are sparse, more where they are full.</summary>
    private readonly int CountBits(int level) => ladder.SizeMs(level) >= Ladder.RoundedSizeMsMin ? 4 : 2;

    private readonly Pane ReadPaneBytes(ref ByteReader reader, int level, long cursorMs)
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
        ReadAmountBytes(ref reader, ref pane);
        return pane;
    }

    private readonly void ReadAmountBytes(ref ByteReader reader, ref Pane pane)
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
}
