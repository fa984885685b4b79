using Fraud.Features.Coding;

namespace Fraud.Features.Windows;

/// <content>
/// The stored form: runs of panes of one level, newest first. Each number is written in as many bits as the panes before let expect. Up to three
/// amounts of a pane are kept as they are; of more: least, range, sum above the least, and the spread.
/// </content>
internal partial struct PaneSeries
{
    private const int CountMaxEncoded = 1 << 20;
    private const int RunsOrder = 2;
    private const int RunLengthOrder = 2;
    private const int LevelBits = 4;

    /// <summary>Writes the panes.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="newestMs">The entity's newest event time.</param>
    /// <param name="known">Receives the times of events, for what is written after.</param>
    public readonly void Write(BitWriter writer, long newestMs, KnownTimes known)
    {
        var panes = Panes;
        var codes = new PaneCodes(ladder, newestMs);
        known.Restart(newestMs);
        for (var last = count - 1; last >= 0;)
        {
            var length = RunLength(last);
            int level = panes[last].Level;
            writer.Flag(true);
            WriteLevel(writer, ref codes, level);
            writer.Number(length - 1, RunLengthOrder);
            for (var i = last; i > last - length; i--)
            {
                codes.Write(writer, in panes[i], i < last);
                known.Add(panes[i].StartMs, ladder.SizeMs(level));
            }

            last -= length;
        }

        writer.Flag(false);
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    public void Read(ref BitReader reader, long newestMs, KnownTimes known)
    {
        var codes = new PaneCodes(ladder, newestMs);
        known.Restart(newestMs);
        while (reader.Flag())
        {
            var level = ReadLevel(ref reader, ref codes);
            if (level >= ladder.LevelCount) throw new StateFormatException("The panes of the state are damaged. Restore a savepoint.");
            var length = reader.Count(RunLengthOrder, CountMaxEncoded) + 1;
            for (var i = 0; i < length; i++)
            {
                var pane = codes.Read(ref reader, i > 0);
                known.Add(pane.StartMs, ladder.SizeMs(level));
                if (count == slice.Capacity) slice.Grow();
                slice.Span[count++] = pane;
            }
        }

        EndRead();
    }

    /// <summary>Whether two series hold the same.</summary>
    public readonly bool Equals(in PaneSeries other)
    {
        if (count != other.count) return false;
        var mine = Panes;
        var others = other.Panes;
        for (var i = 0; i < mine.Length; i++)
        {
            if (!mine[i].Equals(in others[i])) return false;
        }

        return true;
    }

    /// <summary>Becomes a copy of a series of the same ladder; it holds nothing before.</summary>
    public void CopyFrom(in PaneSeries other)
    {
        while (slice.Capacity < other.count) slice.Grow();
        other.Panes.CopyTo(slice.Span);
        (count, exactCount, inLevelOrder, dueMs) = (other.count, other.exactCount, other.inLevelOrder, other.dueMs);
    }

    private static void WriteLevel(BitWriter writer, ref PaneCodes codes, int level)
    {
        var isNext = level == codes.Level + 1;
        writer.Flag(isNext);
        if (!isNext) writer.Bits((ulong)level, LevelBits);
        codes.Level = level;
    }

    private static int ReadLevel(ref BitReader reader, ref PaneCodes codes) =>
        codes.Level = reader.Flag() ? codes.Level + 1 : (int)reader.Bits(LevelBits);

    private void EndRead()
    {
        slice.Span[..count].Reverse();
        foreach (ref readonly var pane in Panes)
        {
            if (pane.Level == 0) exactCount++;
        }

        FindDue();
    }

    /// <summary>Panes of one level up to an index, of different cells.</summary>
    private readonly int RunLength(int last)
    {
        var panes = Panes;
        var first = last;
        while (first > 0 && panes[first - 1].Level == panes[last].Level && (panes[last].Level == 0 || panes[first - 1].StartMs != panes[first].StartMs)) first--;
        return last - first + 1;
    }
}
