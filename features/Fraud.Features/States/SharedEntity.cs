namespace Fraud.Features.States;

/// <summary>The known parts of one merchant, terminal, device or address, and their sum, which is what payments read.</summary>
internal sealed class SharedEntity(EntityKind kind, string id)
{
    /// <summary>By partition; a null part is known to be empty.</summary>
    private readonly List<(int Partition, SharedPart? Part, long LoadedAtMs)> parts = new(1);
    private SharedPart? sum;

    public string Id => id;

    /// <summary>Newest event time at which states were collected for it: the age of what is loaded next.</summary>
    public long CollectedAtMs { get; set; } = long.MinValue;

    /// <summary>Round of eviction in which a payment last touched it.</summary>
    public int UsedInRound { get; set; }

    public bool IsUnknown => parts.Count == 0;

    /// <summary>The sum of all parts: the only part itself where there is one, else a copy kept up to date.</summary>
    public SharedPart Sum => sum ??= AddUp();

    public bool Knows(int partition) => IndexOf(partition) >= 0;

    /// <summary>Whether the store holds all parts.</summary>
    public bool IsClean() => parts.TrueForAll(static entry => entry.Part?.IsClean != false);

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
        var (_, part, loadedAtMs) = parts[index];
        if (part is not null) return part;
        part = new SharedPart(new StateKey(partition, kind, id));
        parts[index] = (partition, part, loadedAtMs);
        sum = null;
        return part;
    }

    /// <summary>Takes what the store holds of one part; null: nothing.</summary>
    public void Put(int partition, SharedPart? part)
    {
        Remove(partition);
        sum = null;
        var position = parts.FindIndex(entry => entry.Partition > partition);
        parts.Insert(position < 0 ? parts.Count : position, (partition, part, CollectedAtMs));
    }

    public void Remove(int partition)
    {
        if (IndexOf(partition) is not (>= 0 and var index)) return;
        parts.RemoveAt(index);
        sum = null;
    }

    private int IndexOf(int partition)
    {
        for (var i = 0; i < parts.Count; i++)
        {
            if (parts[i].Partition == partition) return i;
        }

        return -1;
    }

    private SharedPart AddUp()
    {
        SharedPart? only = null;
        var partCount = 0;
        foreach (var (_, part, _) in parts)
        {
            if (part is null) continue;
            only = part;
            partCount++;
        }

        if (partCount == 1) return only!;
        var all = new SharedPart(new StateKey(-1, kind, id));
        foreach (var (_, part, _) in parts)
        {
            if (part is not null) all.Add(part);
        }

        return all;
    }
}
