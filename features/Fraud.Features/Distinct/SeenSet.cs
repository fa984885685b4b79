using System.Runtime.InteropServices;

namespace Fraud.Features.Distinct;

/// <summary>
/// The distinct values of one entity with the time each was seen last, oldest first. Exact while fewer than <see cref="SeenRule.Capacity"/> values
/// fall into the window asked for; above that an estimate, see <c>SeenSet.Sampling.cs</c>. Times of more than 25 hours count as the start of their
/// hour, whether they were rounded yet or not: so only storing rounds them. A part of its state in place: pass it by reference.
/// </summary>
internal partial struct SeenSet(SeenRule rule)
{
    /// <summary>Width of an entry in the slice: the value, and its time in two more.</summary>
    private const int EntryWidth = 3;

    /// <summary>Room for n values, then for their n times: a value is looked for far more often than its time.</summary>
    private Slice<uint> slice;
    private int count;

    /// <summary>Number of entries at which those that no sample needs are dropped.</summary>
    private int thinAt = rule.Capacity + ThinSlack;

    /// <summary>The entity's newest event time at which the oldest value is forgotten.</summary>
    private long dueMs = long.MaxValue;

    public readonly SeenRule Rule => rule;

    public readonly bool IsEmpty => count == 0;

    private readonly Span<uint> Values => slice.Span[..count];

    private readonly Span<long> Times
    {
        get
        {
            var room = slice.Capacity / EntryWidth;
            return MemoryMarshal.Cast<uint, long>(slice.Span.Slice(room, 2 * room))[..count];
        }
    }

    public readonly void Fetch() => MemoryHint.Fetch<uint>(slice.Span);

    public void Release() => slice.Release();

    /// <summary>Whether a value is remembered, by its hash.</summary>
    public readonly bool Contains(uint hash)
    {
        var index = IndexOf(hash & rule.ValueMask);
        return index >= 0 && (count <= rule.Capacity || IsSampled(index));
    }

    /// <summary>
    /// Forgets what is due by the entity's newest event time. Due at every event of the entity, whether it adds something here or not: only then is
    /// the content a function of the events, and parts add up to the same sum whenever they are added.
    /// </summary>
    public void MoveTo(long newestMs)
    {
        if (newestMs >= dueMs) Forget(newestMs);
    }

    /// <summary>Notes that a value was seen.</summary>
    /// <param name="hash">The value's hash.</param>
    /// <param name="timeMs">Event time.</param>
    /// <param name="newestMs">The entity's newest event time, this event included.</param>
    public void Add(uint hash, long timeMs, long newestMs)
    {
        MoveTo(newestMs);
        Insert(hash & rule.ValueMask, timeMs, newestMs);
    }

    /// <summary>Adds all of another part of the same entity.</summary>
    public void Add(in SeenSet other, long newestMs)
    {
        MoveTo(newestMs);
        var values = other.Values;
        var times = other.Times;
        for (var i = 0; i < values.Length; i++) Insert(values[i], times[i], newestMs);
    }

    /// <summary>Adds what another set, of a longer horizon and no smaller capacity, remembers within this one's horizon.</summary>
    public void AddRecent(in SeenSet other, long newestMs)
    {
        var values = other.Values;
        var times = other.Times;
        for (var i = 0; i < values.Length; i++) Insert(values[i] & rule.ValueMask, times[i], newestMs);
    }

    /// <summary>All values as they count, oldest first; a copy.</summary>
    public Seen[] Entries(long newestMs)
    {
        Thin();
        var entries = new Seen[count];
        for (var i = 0; i < count; i++) entries[i] = new Seen(SeenRule.Rounded(Times[i], newestMs), Values[i]);
        return entries;
    }

    private readonly int IndexOf(uint value) => Values.LastIndexOf(value);

    private void Insert(uint value, long timeMs, long newestMs)
    {
        timeMs = SeenRule.Rounded(timeMs, newestMs);
        if (newestMs >= rule.ForgottenAtMs(timeMs)) return;
        var times = Times;
        var known = IndexOf(value);
        if (known >= 0)
        {
            if (times[known] >= timeMs) return;
            if (known == count - 1)
            {
                times[known] = timeMs;
                if (known == 0) dueMs = rule.ForgottenAtMs(timeMs);
                return;
            }

            Remove(known);
        }

        var position = PositionFor(value, timeMs);
        Put(position, value, timeMs);
        if (position == 0 || known == 0) dueMs = rule.ForgottenAtMs(Times[0]);
        if (count >= thinAt) Thin();
    }

    private void Forget(long newestMs)
    {
        var times = Times;
        var forgotten = 0;
        while (forgotten < count && newestMs >= rule.ForgottenAtMs(times[forgotten])) forgotten++;
        Values[forgotten..].CopyTo(Values);
        times[forgotten..].CopyTo(times);
        count -= forgotten;
        FindDue();
    }

    private void FindDue() => dueMs = count == 0 ? long.MaxValue : rule.ForgottenAtMs(Times[0]);

    /// <summary>Sorted by time, then value, so that the order of arrival leaves no trace.</summary>
    private readonly int PositionFor(uint value, long timeMs)
    {
        var values = Values;
        var times = Times;
        var position = count;
        while (position > 0 && (times[position - 1] > timeMs || (times[position - 1] == timeMs && values[position - 1] > value))) position--;
        return position;
    }

    private void Put(int position, uint value, long timeMs)
    {
        if ((count + 1) * EntryWidth > slice.Capacity) Grow();
        count++;
        var values = Values;
        var times = Times;
        if (position < count - 1)
        {
            values[position..^1].CopyTo(values[(position + 1)..]);
            times[position..^1].CopyTo(times[(position + 1)..]);
        }

        values[position] = value;
        times[position] = timeMs;
    }

    private void Remove(int index)
    {
        Values[(index + 1)..].CopyTo(Values[index..]);
        Times[(index + 1)..].CopyTo(Times[index..]);
        count--;
    }

    private void Grow()
    {
        var smaller = this;
        slice = SlicePool<uint>.OfThread.Take((count + 1) * EntryWidth);
        smaller.Values.CopyTo(Values);
        smaller.Times.CopyTo(Times);
        smaller.Release();
    }
}
