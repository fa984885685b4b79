using Fraud.Features.Coding;
using Fraud.Features.Windows;

namespace Fraud.Features.Distinct;

/// <content>
/// The stored form, newest first: values as they are; times as steps back among those at which events are known of, and where they are none of these
/// as steps back from the one before, in milliseconds while young and then in hours.
/// </content>
internal partial struct SeenSet
{
    private const int CountMaxEncoded = 1 << 16;
    private const int CountOrder = 2;
    private const int YoungOrder = 23;
    private const int StepsWidth = 2 << 4;
    private const int HoursWidth = 5 << 4;

    /// <summary>Writes the set.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="newestMs">The entity's newest event time.</param>
    /// <param name="known">Times of the entity's events.</param>
    public void Write(BitWriter writer, long newestMs, KnownTimes known)
    {
        Thin();
        var values = Values;
        var times = Times;
        writer.Number(count, CountOrder);
        var cursor = new Cursor(newestMs, known);
        for (var i = count - 1; i >= 0; i--)
        {
            cursor.Write(writer, SeenRule.Rounded(times[i], newestMs));
            writer.Bits(values[i], 8 * rule.ValueBytes);
        }
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    public void Read(ref BitReader reader, long newestMs, KnownTimes known)
    {
        var left = reader.Count(CountOrder, CountMaxEncoded);
        var cursor = new Cursor(newestMs, known);
        for (; left > 0; left--)
        {
            var timeMs = cursor.Read(ref reader);
            Put(count, (uint)reader.Bits(8 * rule.ValueBytes), timeMs);
        }

        EndRead();
    }

    /// <summary>Adds the times to those that are known.</summary>
    public readonly void AddTimesTo(KnownTimes known) => known.Add(Times);

    private void EndRead()
    {
        Values.Reverse();
        Times.Reverse();
        FindDue();
    }

    /// <summary>Goes back from time to time, among the known ones where it can.</summary>
    private struct Cursor(long newestMs, KnownTimes known)
    {
        private readonly long youngMinMs = newestMs - SeenRule.ExactAgeMaxMs;
        private long timeMs = newestMs;
        private int at;
        private Magnitude steps = new(StepsWidth);
        private Magnitude hours = new(HoursWidth);

        public void Write(BitWriter writer, long nextMs)
        {
            var next = at;
            while (next < known.Count && known[next] > nextMs) next++;
            if (at < known.Count)
            {
                var isKnown = next < known.Count && known[next] == nextMs;
                writer.Flag(isKnown);
                if (isKnown)
                {
                    steps.Write(writer, next - at);
                    (timeMs, at) = (nextMs, next);
                    return;
                }
            }

            var isYoung = nextMs >= youngMinMs;
            if (timeMs >= youngMinMs) writer.Flag(isYoung);
            if (isYoung) writer.Number(timeMs - nextMs, YoungOrder);
            else hours.Write(writer, SeenRule.HourOf(timeMs) - SeenRule.HourOf(nextMs));
            (timeMs, at) = (nextMs, next);
        }

        public long Read(ref BitReader reader)
        {
            if (at < known.Count && reader.Flag())
            {
                var next = at + steps.Read(ref reader);
                if (next >= known.Count) throw new StateFormatException("A set in the state is damaged. Restore a savepoint.");
                at = (int)next;
                return timeMs = known[at];
            }

            var isYoung = timeMs >= youngMinMs && reader.Flag();
            timeMs = isYoung ? timeMs - reader.Number(YoungOrder) : (SeenRule.HourOf(timeMs) - hours.Read(ref reader)) * Ladder.Hour;
            while (at < known.Count && known[at] > timeMs) at++;
            return timeMs;
        }
    }
}
