using Fraud.Features.Coding;
using Fraud.Features.Windows;

namespace Fraud.Features.States;

/// <summary>
/// The payment ids an account saw within the dedupe horizon, in order of their offsets. The horizon runs on the account's own event time, so
/// that an id expires by what the state holds and by nothing else. A part of its state in place: pass it by reference.
/// </summary>
internal struct RecentIds
{
    private const int CountMaxEncoded = 1 << 20;
    private const int CountOrder = 2;
    private const int OffsetsWidth = 10 << 4;
    private const int HoursWidth = 3 << 4;
    private const int HashBytes = 6;
    private const ulong HashMask = (1UL << (8 * HashBytes)) - 1;
    private Slice<RecentId> slice;
    private int count;

    public readonly int Count => count;

    private readonly Span<RecentId> Ids => slice.Span[..count];

    public readonly void Fetch() => MemoryHint.Fetch<RecentId>(Ids);

    public void Release() => slice.Release();

    /// <summary>Whether the id was seen at a smaller offset. The record that brought the id is not its own duplicate.</summary>
    public readonly bool ContainsBefore(ulong hash, long offset)
    {
        hash &= HashMask;
        foreach (ref readonly var id in Ids)
        {
            if (id.Hash == hash && id.Offset < offset) return true;
        }

        return false;
    }

    /// <summary>Whether the record at an offset brought an id.</summary>
    public readonly bool ContainsAt(long offset)
    {
        foreach (ref readonly var id in Ids)
        {
            if (id.Offset == offset) return true;
        }

        return false;
    }

    public void Add(ulong hash, long offset, long newestMs, long horizonMs, int countMax)
    {
        var ids = Ids;
        var hour = newestMs / Ladder.Hour;
        var expired = 0;
        while (expired < count && ids[expired].Hour < hour - (horizonMs / Ladder.Hour)) expired++;
        expired = Math.Max(expired, count - countMax + 1);
        if (expired > 0)
        {
            ids[expired..].CopyTo(ids);
            count -= expired;
        }

        Append(new RecentId(hash & HashMask, offset, hour));
    }

    public readonly void Write(BitWriter writer, long tag, long newestMs)
    {
        writer.Number(count, CountOrder);
        var ids = Ids;
        var (offset, hour) = (tag, newestMs / Ladder.Hour);
        var (offsets, hours) = (new Magnitude(OffsetsWidth), new Magnitude(HoursWidth));
        for (var i = count - 1; i >= 0; i--)
        {
            ref readonly var id = ref ids[i];
            writer.Bits(id.Hash, 8 * HashBytes);
            offsets.Write(writer, offset - id.Offset);
            hours.Write(writer, hour - id.Hour);
            (offset, hour) = (id.Offset, id.Hour);
        }
    }

    public void Read(ref BitReader reader, long tag, long newestMs)
    {
        var (offset, hour) = (tag, newestMs / Ladder.Hour);
        var (offsets, hours) = (new Magnitude(OffsetsWidth), new Magnitude(HoursWidth));
        for (var left = reader.Count(CountOrder, CountMaxEncoded); left > 0; left--)
        {
            var hash = reader.Bits(8 * HashBytes);
            offset -= offsets.Read(ref reader);
            hour -= hours.Read(ref reader);
            Append(new RecentId(hash, offset, hour));
        }

        Ids.Reverse();
    }

    /// <summary>Reads formats 1 and 2.</summary>
    public void ReadBytes(ref ByteReader reader, long tag, long newestMs)
    {
        var offset = tag;
        var hour = newestMs / Ladder.Hour;
        for (var left = reader.Count(CountMaxEncoded); left > 0; left--)
        {
            var hash = reader.Fixed(HashBytes);
            offset -= reader.Long();
            hour -= reader.Long();
            Append(new RecentId(hash, offset, hour));
        }

        Ids.Reverse();
    }

    private void Append(RecentId id)
    {
        if (count == slice.Capacity) slice.Grow();
        slice.Span[count++] = id;
    }
}
