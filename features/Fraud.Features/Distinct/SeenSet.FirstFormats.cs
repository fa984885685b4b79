using Fraud.Features.Coding;
using Fraud.Features.Windows;

namespace Fraud.Features.Distinct;

/// <content>How formats 1 and 2 stored a set, newest first, values as they are.</content>
internal partial struct SeenSet
{
    public void ReadBytes(ref ByteReader reader, long newestMs)
    {
        if (reader.Format == StateFormat.Oldest) ReadFirst(ref reader, newestMs);
        else ReadSecond(ref reader, newestMs);
        EndRead();
    }

    /// <summary>Format 2: the number of values and how many are young; times as steps back, in milliseconds while young and then in hours.</summary>
    private void ReadSecond(ref ByteReader reader, long newestMs)
    {
        var left = reader.Count(CountMaxEncoded);
        if (left == 0) return;
        var young = reader.Count(left);
        var cursorMs = newestMs;
        for (; left > 0; left--)
        {
            cursorMs = young-- > 0 ? cursorMs - reader.Long() : (SeenRule.HourOf(cursorMs) - reader.Long()) * Ladder.Hour;
            Put(count, (uint)reader.Fixed(rule.ValueBytes), cursorMs);
        }
    }

    /// <summary>Format 1: runs of one level of a ladder, newest first, times as steps back of that level's size.</summary>
    private void ReadFirst(ref ByteReader reader, long newestMs)
    {
        var ladder = rule.FirstFormat;
        var cursorMs = newestMs;
        for (var run = reader.Varint(); run != 0; run = reader.Varint())
        {
            var level = (int)(run % Ladder.LevelCountMax);
            if (level >= ladder.LevelCount || run / Ladder.LevelCountMax > CountMaxEncoded)
                throw new StateFormatException("A set in the state is damaged. Restore a savepoint.");
            for (var left = run / Ladder.LevelCountMax; left > 0; left--)
            {
                cursorMs = ladder.CellStart(level, cursorMs) - (reader.Long() * ladder.SizeMs(level));
                Put(count, (uint)reader.Fixed(rule.ValueBytes), cursorMs);
            }
        }
    }
}
