using Fraud.Features.Windows;

namespace Fraud.Features.Distinct;

/// <summary>What is remembered of the distinct values of one kind.</summary>
/// <param name="Capacity">Values any window may hold and still be counted exactly, plus one.</param>
/// <param name="ValueBytes">Bytes kept of a value's hash, 2 or 3: of eight values a new one is taken for an old one once in 8000 or in two million.</param>
/// <param name="HorizonMs">Age at which a value is forgotten.</param>
/// <param name="FirstFormat">Resolution of times in states of format 1.</param>
internal sealed record SeenRule(int Capacity, int ValueBytes, long HorizonMs, Ladder FirstFormat)
{
    /// <summary>Times older than this count as the start of their hour; nothing that is not late is older when it comes.</summary>
    public const long ExactAgeMaxMs = 25 * Ladder.Hour;

    public uint ValueMask => (1u << (8 * ValueBytes)) - 1;

    /// <summary>A time as it counts: itself while young, else the start of its hour.</summary>
    public static long Rounded(long timeMs, long newestMs) => timeMs >= newestMs - ExactAgeMaxMs ? timeMs : HourOf(timeMs) * Ladder.Hour;

    /// <summary>Hours since 1970, complete.</summary>
    public static long HourOf(long timeMs) => timeMs >= 0 ? timeMs / Ladder.Hour : -((Ladder.Hour - 1 - timeMs) / Ladder.Hour);

    /// <summary>The entity's newest event time at which a value last seen at a time is forgotten.</summary>
    public long ForgottenAtMs(long timeMs) => ((HourOf(timeMs) + 1) * Ladder.Hour) + HorizonMs;

    /// <summary>The oldest time that is not forgotten at an entity's newest event time.</summary>
    public long KeptFromMs(long newestMs) => HourOf(newestMs - HorizonMs) * Ladder.Hour;
}
