using Fraud.Features.Coding;
using Fraud.Features.Windows;

namespace Fraud.Features.Distinct;

/// <content>The stored form: runs of one level, newest first, times as steps back from the one before, values as they are.</content>
internal partial struct SeenSet
{
    private const int CountMaxEncoded = 1 << 16;

    public readonly void Write(ByteWriter writer, long newestMs)
    {
        var values = Values;
        var stamps = Stamps;
        var cursorMs = newestMs;
        for (var i = count - 1; i >= 0;)
        {
            var level = Level(stamps[i]);
            var runLength = RunLength(i);
            writer.Varint(((ulong)runLength * Ladder.LevelCountMax) + (ulong)level);
            for (var end = i - runLength; i > end; i--)
            {
                var startMs = StartMs(stamps[i]);
                writer.Varint((ladder.CellStart(level, cursorMs) - startMs) / ladder.SizeMs(level));
                writer.Fixed(values[i], valueBytes);
                cursorMs = startMs;
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
            if (level >= ladder.LevelCount || run / Ladder.LevelCountMax > CountMaxEncoded)
                throw new StateFormatException("A set in the state is damaged. Restore a savepoint.");
            for (var left = run / Ladder.LevelCountMax; left > 0; left--)
            {
                cursorMs = ladder.CellStart(level, cursorMs) - (reader.Long() * ladder.SizeMs(level));
                Put(count, (uint)reader.Fixed(valueBytes), Stamp(cursorMs, level));
            }
        }

        Values.Reverse();
        Stamps.Reverse();
        FindDue();
    }

    private readonly int RunLength(int last)
    {
        var stamps = Stamps;
        var first = last;
        while (first > 0 && Level(stamps[first - 1]) == Level(stamps[last])) first--;
        return last - first + 1;
    }
}
