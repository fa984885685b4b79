namespace Fraud.Features.States;

/// <summary>The known parts of one merchant, terminal, device or address, and their sum, which is what payments read.</summary>
internal sealed class SharedEntity(EntityKind kind, string id) : TableEntry(id)
{
    /// <summary>Stands for the partition in the key of a sum.</summary>
    private const int SumPartition = -1;

    /// <summary>Lines of memory of a part.</summary>
    private const int PartLines = 4;

    /// <summary>In order of partitions.</summary>
    private KnownPart[] parts = [];
    private SharedPart? sum;

    /// <summary>Newest event time at which states were collected for it: the age of what is loaded next.</summary>
    public long CollectedAtMs { get; set; } = long.MinValue;

    public bool IsUnknown => parts.Length == 0;

    /// <summary>The sum of all parts: the only part itself where there is one, else a copy kept up to date.</summary>
    public SharedPart Sum => sum ??= AddUp();

    /// <summary>Asks for the memory of the sum and of a part of it.</summary>
    public void FetchSum(SharedPart part)
    {
        MemoryHint.Fetch(part, PartLines);
        if (sum is not null && !ReferenceEquals(sum, part)) MemoryHint.Fetch(sum, PartLines);
    }

    public bool Knows(int partition) => IndexOf(partition) >= 0;

    /// <summary>Whether the store holds all parts.</summary>
    public bool IsClean() => Array.TrueForAll(parts, static known => known.Part?.IsClean != false);

    /// <summary>Gives the memory of the parts back; the entity must not be used again.</summary>
    public void Release()
    {
        foreach (var (_, part, _) in parts)
        {
            part?.Release();
            if (ReferenceEquals(sum, part)) sum = null;
        }

        sum?.Release();
    }

    /// <summary>Whether a foreign part is unknown or was loaded more than <paramref name="ageMaxMs"/> of event time ago.</summary>
    public bool IsStale(int partition, long timeMs, long ageMaxMs) =>
        IndexOf(partition) is not (>= 0 and var index) || timeMs - parts[index].LoadedAtMs > ageMaxMs;

    /// <summary>The part of a partition, made when it was known to be empty; null when nothing is known of it.</summary>
    public SharedPart? PartOf(int partition)
    {
        var index = IndexOf(partition);
        if (index < 0) return null;
        ref var known = ref parts[index];
        if (known.Part is { } part) return part;
        known = known with { Part = new SharedPart(new StateKey(partition, kind, Id)) };
        if (!HasOwnSum) sum = null;
        return known.Part;
    }

    /// <summary>Takes what the store holds of one part; null: nothing.</summary>
    public void Put(int partition, SharedPart? part)
    {
        Remove(partition);
        // What has counted nothing changes no sum.
        if (part?.NewestMs is not null) DropSum();
        else if (!HasOwnSum) sum = null;
        var after = Array.FindIndex(parts, known => known.Partition > partition);
        var position = after < 0 ? parts.Length : after;
        parts = [.. parts.AsSpan(0, position), new KnownPart(partition, part, CollectedAtMs), .. parts.AsSpan(position)];
    }

    public void Remove(int partition)
    {
        var index = IndexOf(partition);
        if (index < 0) return;
        if (parts[index].Part is { NewestMs: not null }) DropSum();
        else if (!HasOwnSum) sum = null;
        parts = Array.FindAll(parts, known => known.Partition != partition);
    }

    private int IndexOf(int partition)
    {
        for (var i = 0; i < parts.Length; i++)
        {
            if (parts[i].Partition == partition) return i;
        }

        return -1;
    }

    /// <summary>The sum is a copy, not the only part itself.</summary>
    private bool HasOwnSum => sum is { Key.Partition: SumPartition };

    private void DropSum()
    {
        if (HasOwnSum) sum!.Release();
        sum = null;
    }

    private SharedPart AddUp()
    {
        var present = Array.FindAll(parts, static known => known.Part is not null);
        if (present.Length == 1) return present[0].Part!;
        var all = new SharedPart(new StateKey(SumPartition, kind, Id));
        all.Add(present.Select(static known => known.Part!));
        return all;
    }

    /// <param name="Partition">Who writes it.</param>
    /// <param name="Part">The part; null: it is known to be empty.</param>
    /// <param name="LoadedAtMs">Event time of the look into the store.</param>
    private readonly record struct KnownPart(int Partition, SharedPart? Part, long LoadedAtMs);
}
