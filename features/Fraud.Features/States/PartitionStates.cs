namespace Fraud.Features.States;

/// <summary>The states of accounts, with their cards, of one owned partition, and which of its states changed.</summary>
/// <param name="partition">The partition.</param>
/// <param name="startsEmpty">Nothing is stored: a state not in memory is an empty one.</param>
internal sealed class PartitionStates(int partition, bool startsEmpty)
{
    private readonly List<EntityState> changed = [];
    private StateSnapshot? snapshot;

    public int Partition { get; } = partition;

    public bool StartsEmpty { get; set; } = startsEmpty;

    public EntityTable<AccountState> Accounts { get; } = new(entryLines: 6);

    /// <summary>
    /// Cards as earlier programs stored them, apart from their accounts: looked for when an account is not in memory, and kept until a payment of
    /// the account comes; null where nothing is stored.
    /// </summary>
    public Dictionary<string, byte[]?> CardsApart { get; } = [];

    public int ChangedCount => changed.Count + (snapshot?.PendingCount ?? 0);

    /// <summary>Called before a state changes.</summary>
    public void BeforeChange(EntityState state)
    {
        if (state.IsPending) snapshot!.Encode(state);
    }

    public void MarkChanged(EntityState state)
    {
        if (state.IsDirty) return;
        state.IsDirty = true;
        changed.Add(state);
    }

    /// <summary>Begins a snapshot of every changed state, as they are now.</summary>
    /// <exception cref="InvalidOperationException">The snapshot before is not complete.</exception>
    public StateSnapshot BeginSnapshot()
    {
        if (snapshot is { PendingCount: > 0 })
            throw new InvalidOperationException($"A snapshot of partition {Partition} is under way: encode it to its end first.");
        snapshot = new StateSnapshot(changed);
        changed.Clear();
        return snapshot;
    }
}
