using Fraud.Features.Coding;
using Fraud.Features.Windows;

namespace Fraud.Features.Distinct;

/// <content>
/// The stored form, newest first: the number of values and how many of them are young; times as steps back from the one before, in milliseconds
/// while young and then in hours; values as they are.
/// </content>
internal partial struct SeenSet
{
    private const int CountMaxEncoded = 1 << 16;

    public void Write(ByteWriter writer, long newestMs)
    {
        Thin();
        var values = Values;
        var times = Times;
        writer.Varint((ulong)count);
        if (count == 0) return;
        var young = 0;
        while (young < count && times[^(young + 1)] >= newestMs - SeenRule.ExactAgeMaxMs) young++;
        writer.Varint((ulong)young);
        var cursorMs = newestMs;
        var cursorHour = SeenRule.HourOf(newestMs);
        for (var i = count - 1; i >= 0; i--)
        {
            var hour = SeenRule.HourOf(times[i]);
            writer.Varint(i >= count - young ? cursorMs - times[i] : cursorHour - hour);
            writer.Fixed(values[i], rule.ValueBytes);
            (cursorMs, cursorHour) = (times[i], hour);
        }
    }

    public void Read(ref ByteReader reader, long newestMs)
    {
        if (reader.Format == StateFormat.Oldest) ReadFirst(ref reader, newestMs);
        else ReadNewest(ref reader, newestMs);
        Values.Reverse();
        Times.Reverse();
        FindDue();
    }

    private void ReadNewest(ref ByteReader reader, long newestMs)
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
