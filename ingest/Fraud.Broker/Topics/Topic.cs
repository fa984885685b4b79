namespace Fraud.Broker.Topics;

/// <summary>A topic with its partitions; both partitions and configuration may be replaced while it is in use.</summary>
internal sealed class Topic(string name, Guid id)
{
    private volatile Partition[] _partitions = [];
    private volatile TopicConfig _config = TopicConfig.Empty;

    public string Name { get; } = name;

    public Guid Id { get; } = id;

    public Partition[] Partitions
    {
        get => _partitions;
        set => _partitions = value;
    }

    public TopicConfig Config
    {
        get => _config;
        set => _config = value;
    }

    public Partition? Find(int index)
    {
        var partitions = _partitions;
        return (uint)index < (uint)partitions.Length ? partitions[index] : null;
    }
}
