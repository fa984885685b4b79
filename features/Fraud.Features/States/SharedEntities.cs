namespace Fraud.Features.States;

/// <summary>All known merchants, terminals, devices or addresses.</summary>
internal sealed class SharedEntities(EntityKind kind)
{
    private readonly Dictionary<string, SharedEntity> entities = [];

    public SharedEntity? Find(string id) => entities.GetValueOrDefault(id);

    public SharedEntity FindOrAdd(string id)
    {
        if (!entities.TryGetValue(id, out var entity)) entities.Add(id, entity = new SharedEntity(kind, id));
        return entity;
    }

    public void RemovePartition(int partition)
    {
        foreach (var (id, entity) in entities)
        {
            entity.Remove(partition);
            if (entity.IsUnknown) entities.Remove(id);
        }
    }
}
