using System.Diagnostics.CodeAnalysis;

namespace Fraud.Features.States;

/// <summary>
/// States or entities by id, found by a hash that was computed once for all tables. Open addressing with linear probing; at most half full.
/// </summary>
/// <typeparam name="T">What is kept; it knows its own id.</typeparam>
/// <param name="entryLines">Lines of memory of an entry.</param>
internal sealed class EntityTable<T>(int entryLines) : IEntityTable
    where T : TableEntry
{
    private const int SlotCountMin = 16;

    private Slot[] slots = new Slot[SlotCountMin];

    public int Count { get; private set; }

    /// <inheritdoc/>
    public void FetchSlot(ulong hash) => MemoryHint.Fetch<Slot>(ref slots[(int)hash & (slots.Length - 1)]);

    /// <inheritdoc/>
    public void FetchEntry(ulong hash)
    {
        if (slots[(int)hash & (slots.Length - 1)].Value is { } entry) MemoryHint.Fetch(entry, entryLines);
    }

    /// <inheritdoc/>
    public void FetchId(ulong hash)
    {
        if (slots[(int)hash & (slots.Length - 1)].Value is { } entry) MemoryHint.Fetch(entry.Id, 1);
    }

    public bool TryGet(string id, ulong hash, [NotNullWhen(true)] out T? found)
    {
        var all = slots;
        for (var at = (int)hash & (all.Length - 1); ; at = (at + 1) & (all.Length - 1))
        {
            found = all[at].Value;
            if (found is null) return false;
            if (all[at].Hash == hash && string.Equals(found.Id, id, StringComparison.Ordinal)) return true;
        }
    }

    /// <summary>Puts an entry in place of the one with its id, if there is one.</summary>
    public void Set(ulong hash, T value)
    {
        if (Count * 2 >= slots.Length) Grow();
        var at = (int)hash & (slots.Length - 1);
        for (; slots[at].Value is { } other; at = (at + 1) & (slots.Length - 1))
        {
            if (slots[at].Hash != hash || !string.Equals(other.Id, value.Id, StringComparison.Ordinal)) continue;
            slots[at].Value = value;
            return;
        }

        slots[at] = new Slot { Hash = hash, Value = value };
        Count++;
    }

    /// <summary>Removes every entry that a condition does not hold for.</summary>
    public void Keep(Func<T, bool> condition, Action<T> removed) => Rebuild(slots.Length, value =>
    {
        var keeps = condition(value);
        if (!keeps) removed(value);
        return keeps;
    });

    public void ForEach(Action<T> action)
    {
        foreach (ref readonly var slot in slots.AsSpan())
        {
            if (slot.Value is { } value) action(value);
        }
    }

    private void Grow() => Rebuild(slots.Length * 2, static _ => true);

    private void Rebuild(int length, Func<T, bool> keep)
    {
        var old = slots;
        slots = new Slot[length];
        Count = 0;
        foreach (ref readonly var slot in old.AsSpan())
        {
            if (slot.Value is not { } value || !keep(value)) continue;
            var at = (int)slot.Hash & (length - 1);
            while (slots[at].Value is not null) at = (at + 1) & (length - 1);
            slots[at] = slot;
            Count++;
        }
    }

    private struct Slot
    {
        public ulong Hash;
        public T? Value;
    }
}
