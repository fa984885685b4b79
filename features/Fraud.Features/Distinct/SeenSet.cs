using System.Numerics;
using Fraud.Features.Windows;

namespace Fraud.Features.Distinct;

/// <summary>
/// The distinct values of one entity with the time each was seen last, oldest first. Exact while fewer than <c>capacity</c> values fall into
/// the window asked for; above that an estimate whose standard error is about 1/√capacity. It is the sliding-window sample of Gibbons and
/// Tirthapura, "Distributed Streams Algorithms for Sliding Windows" (SPAA 2002): of the values whose hash ends in at least z zero bits the
/// newest <c>capacity</c> are kept, for every z, so that any window is covered at some z. A part of its state in place: pass it by reference.
/// </summary>
internal partial struct SeenSet(Ladder ladder, int capacity, int valueBytes)
{
    /// <summary>Width of a value in a set of a few: one value in 8000 is taken for one of eight others.</summary>
    public const int FewValueBytes = 2;

    /// <summary>Width of a value in other sets: one value in half a million is taken for one of 32 others.</summary>
    public const int ManyValueBytes = 3;

    private const int SampleLevelMax = 15;

    /// <summary>Values apart from times: a value is looked for far more often than its time.</summary>
    private Slice<uint> valueSlice;
    private Slice<long> stampSlice;
    private int count;
    private long dueMs = long.MaxValue;

    /// <summary>Values any window may hold and still be counted exactly, plus one.</summary>
    public readonly int Capacity => capacity;

    public readonly bool IsEmpty => count == 0;

    /// <summary>All values, oldest first; a copy.</summary>
    public readonly Seen[] Entries
    {
        get
        {
            var entries = new Seen[count];
            for (var i = 0; i < count; i++) entries[i] = new Seen(StartMs(Stamps[i]), Values[i], (byte)Level(Stamps[i]));
            return entries;
        }
    }

    private readonly Span<uint> Values => valueSlice.Span[..count];

    private readonly Span<long> Stamps => stampSlice.Span[..count];

    public readonly void Fetch()
    {
        MemoryHint.Fetch<uint>(Values);
        MemoryHint.Fetch<long>(Stamps);
    }

    public void Release()
    {
        valueSlice.Release();
        stampSlice.Release();
    }

    /// <summary>Whether a value is remembered, by its hash.</summary>
    public readonly bool Contains(uint hash) => IndexOf(ValueOf(hash)) >= 0;

    /// <summary>Notes that a value was seen.</summary>
    /// <param name="hash">The value's hash.</param>
    /// <param name="timeMs">Event time.</param>
    /// <param name="newestMs">The entity's newest event time, this event included.</param>
    public void Add(uint hash, long timeMs, long newestMs)
    {
        MoveTo(newestMs);
        Insert(ValueOf(hash), Stamp(timeMs, 0), newestMs);
    }

    /// <summary>Adds all of another part of the same entity.</summary>
    public void Add(in SeenSet other, long newestMs)
    {
        MoveTo(newestMs);
        for (var i = 0; i < other.count; i++) Insert(other.Values[i], other.Stamps[i], newestMs);
    }

    /// <summary>Time of a stamp: exact on level 0, else the start of the ladder's cell. Times come before levels in the order of stamps.</summary>
    private static long StartMs(long stamp) => stamp >> LevelBits;

    private static int Level(long stamp) => (int)(stamp & LevelMask);

    private static long Stamp(long startMs, int level) => (startMs << LevelBits) | (long)level;

    private readonly uint ValueOf(uint hash) => hash & ((1u << (8 * valueBytes)) - 1);

    private static int SampleLevel(uint value) => Math.Min(SampleLevelMax, BitOperations.TrailingZeroCount(value));

    private readonly int IndexOf(uint value) => Values.LastIndexOf(value);

    private void Insert(uint value, long stamp, long newestMs)
    {
        var known = IndexOf(value);
        if (known >= 0)
        {
            if (StartMs(Stamps[known]) >= StartMs(stamp)) return;
            Remove(known);
        }

        var level = Level(stamp);
        var startMs = StartMs(stamp);
        var leavesAtMs = ladder.Rise(ref level, ref startMs, newestMs);
        if (leavesAtMs == Ladder.Forgotten) return;
        stamp = Stamp(startMs, level);
        Put(PositionFor(value, stamp), value, stamp);
        dueMs = Math.Min(dueMs, leavesAtMs);
        if (count > capacity && known < 0) Thin();
    }

    /// <summary>Sorted by time, then value, so that the order of arrival leaves no trace.</summary>
    private readonly int PositionFor(uint value, long stamp)
    {
        var values = Values;
        var stamps = Stamps;
        var startMs = StartMs(stamp);
        var position = count;
        while (position > 0 && (StartMs(stamps[position - 1]) > startMs || (StartMs(stamps[position - 1]) == startMs && values[position - 1] > value)))
            position--;
        return position;
    }

    private void Put(int position, uint value, long stamp)
    {
        if (count == valueSlice.Capacity) valueSlice.Grow();
        if (count == stampSlice.Capacity) stampSlice.Grow();
        var values = valueSlice.Span;
        var stamps = stampSlice.Span;
        if (position < count)
        {
            values[position..count].CopyTo(values[(position + 1)..]);
            stamps[position..count].CopyTo(stamps[(position + 1)..]);
        }

        values[position] = value;
        stamps[position] = stamp;
        count++;
    }

    private void Remove(int index)
    {
        Values[(index + 1)..].CopyTo(Values[index..]);
        Stamps[(index + 1)..].CopyTo(Stamps[index..]);
        count--;
    }

    /// <summary>Drops every value that has <c>capacity</c> newer ones in its own sample.</summary>
    private void Thin()
    {
        Span<int> newer = stackalloc int[SampleLevelMax + 1];
        newer.Clear();
        var values = Values;
        var stamps = Stamps;
        var kept = count;
        for (var i = count - 1; i >= 0; i--)
        {
            var level = SampleLevel(values[i]);
            if (newer[level] >= capacity) continue;
            for (var z = 0; z <= level; z++) newer[z]++;
            kept--;
            if (kept == i) continue;
            values[kept] = values[i];
            stamps[kept] = stamps[i];
        }

        if (kept == 0) return;
        values[kept..].CopyTo(values);
        stamps[kept..].CopyTo(stamps);
        count -= kept;
    }
}
