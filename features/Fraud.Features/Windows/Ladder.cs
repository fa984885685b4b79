namespace Fraud.Features.Windows;

/// <summary>
/// How the resolution of kept times falls with age. Level 0 keeps the millisecond; level r ≥ 1 is a grid of cells of <c>SizeMs[r]</c> that a
/// whole cell enters once it is <c>AgeMinMs[r]</c> old. Each size divides the next, so cells nest and a state is a function of the events
/// and the newest event time, whatever order they came in. What is older than the exact age moves up only when the newest event time passes a
/// multiple of a rest, so that an entity with a few payments a day is not looked through at each.
/// </summary>
internal sealed class Ladder
{
    public const long Second = 1000;
    public const long Minute = 60 * Second;
    public const long Hour = 60 * Minute;
    public const long Day = 24 * Hour;

    /// <summary>Levels of any ladder, at most: they are stored in four bits.</summary>
    public const int LevelCountMax = 16;

    /// <summary>Cells of at least this size hold their spread of amounts rounded to one part in 512, which halves its bytes.</summary>
    public const long RoundedSizeMsMin = 12 * Hour;

    /// <summary>What <see cref="Rise"/> answers for what is forgotten.</summary>
    public const long Forgotten = long.MinValue;

    private readonly long[] sizeMs;
    private readonly long[] ageMinMs;
    private readonly long restMs;

    public Ladder(int exactCountMax, long exactAgeMaxMs, long restMs, long horizonMs, params (long SizeMs, long AgeMinMs)[] levels)
    {
        ExactCountMax = exactCountMax;
        ExactAgeMaxMs = exactAgeMaxMs;
        this.restMs = restMs;
        HorizonMs = horizonMs;
        sizeMs = [1, .. levels.Select(level => level.SizeMs)];
        ageMinMs = [0, .. levels.Select(level => level.AgeMinMs)];
        for (var i = 1; i < sizeMs.Length; i++)
        {
            if (sizeMs[i] % sizeMs[i - 1] != 0 || ageMinMs[i] < ageMinMs[i - 1] || sizeMs.Length > LevelCountMax)
                throw new ArgumentException("Each size must divide the next and ages must rise.", nameof(levels));
        }
    }

    /// <summary>
    /// Account and card. Exact for the newest 64 events of the last 25 hours, so windows up to a day are exact in ordinary use. Beyond, cells of
    /// one sixtieth of the age up to a week, one fourteenth up to two weeks, one seventh up to 90 days.
    /// </summary>
    public static Ladder Own { get; } = new(
        exactCountMax: 64,
        exactAgeMaxMs: 25 * Hour,
        restMs: Day,
        horizonMs: 90 * Day,
        (Second, 0),
        (10 * Second, 10 * Minute),
        (Minute, Hour),
        (10 * Minute, 10 * Hour),
        (Hour, 60 * Hour),
        (12 * Hour, 7 * Day),
        (2 * Day, 14 * Day),
        (4 * Day, 28 * Day),
        (8 * Day, 56 * Day));

    /// <summary>
    /// Merchant, terminal, device, address. Exact for the newest 16 events of 25 hours; beyond, cells of at most one sixth of the age, and
    /// at the edges of 1 h, 24 h, 7 d and 30 d of at most one twelfth.
    /// </summary>
    public static Ladder Shared { get; } = new(
        exactCountMax: 16,
        exactAgeMaxMs: 25 * Hour,
        restMs: 12 * Hour,
        horizonMs: 90 * Day,
        (Minute, 0),
        (5 * Minute, 30 * Minute),
        (30 * Minute, 3 * Hour),
        (2 * Hour, 12 * Hour),
        (12 * Hour, 3 * Day),
        (2 * Day, 12 * Day),
        (8 * Day, 48 * Day));

    /// <summary>What only recent behaviour needs: exact for the newest 64 of 25 hours, then an hour, and nothing beyond eight days.</summary>
    public static Ladder Brief { get; } = new(
        exactCountMax: 64,
        exactAgeMaxMs: 25 * Hour,
        restMs: Day,
        horizonMs: 8 * Day,
        (Second, 0),
        (10 * Second, 10 * Minute),
        (Minute, Hour),
        (10 * Minute, 10 * Hour),
        (Hour, 25 * Hour));

    /// <summary>The newest events kept to the millisecond, at most; more than these fall to level 1 however young.</summary>
    public int ExactCountMax { get; }

    /// <summary>Age up to which an event stays exact unless too many are younger; then until the next rest.</summary>
    public long ExactAgeMaxMs { get; }

    /// <summary>Age at which a cell is forgotten.</summary>
    public long HorizonMs { get; }

    public int LevelCount => sizeMs.Length;

    public long SizeMs(int level) => sizeMs[level];

    public ReadOnlySpan<long> SizesMs => sizeMs;

    /// <summary>Whether panes of a level round their spread.</summary>
    public bool IsRounded(int level) => sizeMs[level] >= RoundedSizeMsMin;

    /// <summary>
    /// How far a window's old edge may reach too far back: the largest cell an event of the edge's age can stand in. Windows reach back by less
    /// than this too far, never too short.
    /// </summary>
    public long PrecisionMs(long ageMs)
    {
        var level = sizeMs.Length - 1;
        while (level > 1 && ageMinMs[level] >= ageMs) level--;
        return sizeMs[level];
    }

    /// <summary>Start of the cell of <paramref name="level"/> that holds <paramref name="timeMs"/>.</summary>
    public long CellStart(int level, long timeMs) => FloorTo(timeMs, sizeMs[level]);

    /// <summary>Moves an event or cell up to the level and the cell where it belongs, as the newest event time has moved on.</summary>
    /// <param name="level">Its level, which rises.</param>
    /// <param name="startMs">Its start, which becomes that of the cell.</param>
    /// <param name="newestMs">The newest event time.</param>
    /// <returns>The newest event time at which it leaves that level, or <see cref="Forgotten"/> when it is gone by now.</returns>
    public long Rise(ref int level, ref long startMs, long newestMs)
    {
        if (newestMs >= ForgottenAtMs(level, startMs)) return Forgotten;
        if (level == 0)
        {
            if (newestMs < ExactUntilMs(startMs)) return ExactUntilMs(startMs);
            level = 1;
            startMs = CellStart(1, startMs);
        }

        while (level + 1 < sizeMs.Length)
        {
            var cellMs = CellStart(level + 1, startMs);
            var climbsAtMs = ClimbsAtMs(level + 1, cellMs);
            if (newestMs < climbsAtMs) return Math.Min(climbsAtMs, ForgottenAtMs(level, startMs));
            startMs = cellMs;
            level++;
        }

        return ForgottenAtMs(level, startMs);
    }

    /// <summary>Newest event time at which an event or cell leaves its level.</summary>
    public long LeavesAtMs(int level, long startMs)
    {
        if (level == 0) return ExactUntilMs(startMs);
        var forgottenAtMs = ForgottenAtMs(level, startMs);
        return level + 1 < sizeMs.Length ? Math.Min(forgottenAtMs, ClimbsAtMs(level + 1, CellStart(level + 1, startMs))) : forgottenAtMs;
    }

    /// <summary>Newest event time at which an event or cell is forgotten.</summary>
    public long ForgottenAtMs(int level, long startMs) => startMs + sizeMs[level] + HorizonMs;

    private long ExactUntilMs(long timeMs) => Rested(timeMs + ExactAgeMaxMs + 1);

    private long ClimbsAtMs(int next, long cellMs)
    {
        var atMs = cellMs + sizeMs[next] + ageMinMs[next];
        return ageMinMs[next] < ExactAgeMaxMs ? atMs : Rested(atMs);
    }

    private long Rested(long timeMs) => FloorTo(timeMs + restMs - 1, restMs);

    private static long FloorTo(long value, long size)
    {
        var remainder = value % size;
        return remainder >= 0 ? value - remainder : value - remainder - size;
    }
}
