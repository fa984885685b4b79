namespace Fraud.Broker.Protocol;

/// <summary>A partition by topic name and index.</summary>
internal readonly record struct TopicPartition(string Topic, int Partition)
{
    public override string ToString() => $"{Topic}-{Partition}";
}
