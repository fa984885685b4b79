namespace Fraud.Features.States;

/// <summary>The states of accounts and cards of one owned partition, and which of its states changed.</summary>
internal sealed class PartitionStates(int partition)
{
    private readonly List<EntityState> sharedChanged = [];
    private readonly List<EntityState> ownChanged = [];

    public int Partition { get; } = partition;

    public Dictionary<string, AccountState> Accounts { get; } = [];

    public Dictionary<string, CardState> Cards { get; } = [];

    public int ChangedCount => sharedChanged.Count + ownChanged.Count;

    public void MarkChanged(EntityState state)
    {
        if (state.IsDirty) return;
        state.IsDirty = true;
        (state is SharedPart ? sharedChanged : ownChanged).Add(state);
    }

    /// <summary>
    /// Hands every changed state out, once: shared parts first. A write cut short then never leaves an account ahead of a part, and the
    /// account's memory of payment ids, which decides whether a part counts a record, is never past the record.
    /// </summary>
    public IEnumerable<EntityState> TakeChanged()
    {
        foreach (var changed in new[] { sharedChanged, ownChanged })
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
