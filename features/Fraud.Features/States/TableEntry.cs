namespace Fraud.Features.States;

/// <summary>What an <see cref="EntityTable{T}"/> keeps. No virtual members: the table looks at many entries for each payment.</summary>
/// <param name="id">The entity's id.</param>
internal abstract class TableEntry(string id)
{
    public string Id => id;

    /// <summary>Round of eviction in which a payment last touched it.</summary>
    public int UsedInRound { get; set; }
}
