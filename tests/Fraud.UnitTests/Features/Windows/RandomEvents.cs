using Fraud.Features.Windows;

namespace Fraud.UnitTests.Features.Windows;

/// <summary>Streams of one entity: bursts and pauses, mostly in order, some out of order by up to an hour. The seed tells all.</summary>
internal static class RandomEvents
{
    public const long StartMs = 1_767_225_600_000;

    public static IEnumerable<(long TimeMs, long Amount)> Of(int seed, int count, long gapMeanMs)
    {
        var random = new Random(seed);
        var timeMs = StartMs + random.NextInt64(Ladder.Day);
        for (var i = 0; i < count; i++)
        {
            // One gap in four is a burst, one in twenty a long pause.
            var scale = random.Next(20) switch { 0 => 10.0, < 6 => 0.001, _ => 1.0 };
            timeMs += (long)(-Math.Log(1 - random.NextDouble()) * gapMeanMs * scale);
            var behindMs = random.Next(5) == 0 ? random.NextInt64(Ladder.Hour) : 0;
            var amount = random.Next(4) == 0 ? 999 : random.NextInt64(1, 200_000);
            yield return (timeMs - behindMs, amount);
        }
    }
}
