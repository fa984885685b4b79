using Fraud.Broker.Protocol;
using Fraud.Broker.Topics;

namespace Fraud.Broker.Api.Records;

/// <summary>One partition of a fetch.</summary>
internal readonly record struct FetchItem
{
    public required int Index { get; init; }

    /// <summary>Null when there is no such partition.</summary>
    public required Partition? Partition { get; init; }

    /// <summary>Why the partition cannot be read, or none.</summary>
    public required ErrorCode Error { get; init; }

    public required long Offset { get; init; }

    public required int BytesMax { get; init; }
}
