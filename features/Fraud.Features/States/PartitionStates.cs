namespace Fraud.Features.States;

/// <summary>The states of accounts and cards of one owned partition, and which of its states changed.</summary>
internal sealed class PartitionStates(int partition)
{
    private readonly List<EntityState> partsChanged = [];
    private readonly List<EntityState> accountsChanged = [];

    public int Partition { get; } = partition;

    public EntityTable<AccountState> Accounts { get; } = new(static state => state.Key.Id);

    public EntityTable<CardState> Cards { get; } = new(static state => state.Key.Id);

    public int ChangedCount => partsChanged.Count + accountsChanged.Count;

    public void MarkChanged(EntityState state)
    {
        if (state.IsDirty) return;
        state.IsDirty = true;
        (state is AccountState ? accountsChanged : partsChanged).Add(state);
    }

    /// <summary>
    /// Hands every changed state out, once: accounts last. A write cut short then never leaves an account ahead of another state that counted
    /// the same record, and the account's memory of payment ids, which decides what the others count, is never past them.
    /// </summary>
    public IEnumerable<EntityState> TakeChanged()
    {
        foreach (var changed in new[] { partsChanged, accountsChanged })
        {
            foreach (var state in changed)
            {
                state.IsDirty = false;
                yield return state;
            }

            changed.Clear();
        }
    }
}
