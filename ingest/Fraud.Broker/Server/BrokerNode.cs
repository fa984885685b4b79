namespace Fraud.Broker.Server;

/// <summary>The one node of the cluster, as clients are told of it.</summary>
internal sealed record BrokerNode(string ClusterId, string Host, int Port)
{
    /// <summary>Its id; also the leader of every partition and the coordinator of everything.</summary>
    public const int Id = 1;
}
