namespace Fraud.Features.States;

/// <summary>All known merchants, terminals, devices or addresses.</summary>
internal sealed class SharedEntities(EntityKind kind)
{
    private readonly EntityTable<SharedEntity> entities = new(entryLines: 2);

    public int Count => entities.Count;

    public IEntityTable Table => entities;

    public SharedEntity FindOrAdd(string id, ulong hash)
    {
        if (!entities.TryGet(id, hash, out var entity)) entities.Set(hash, entity = new SharedEntity(kind, id));
        return entity;
    }

    public void Keep(Func<SharedEntity, bool> condition) => entities.Keep(condition, static entity => entity.Release());

    public void RemovePartition(int partition)
    {
        entities.ForEach(entity => entity.Remove(partition));
        Keep(static entity => !entity.IsUnknown);
    }
}
