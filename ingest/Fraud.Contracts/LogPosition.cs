namespace Fraud.Contracts;

/// <summary>Where a record stands on the log.</summary>
/// <param name="Topic">Topic name.</param>
/// <param name="Partition">Partition, 0-based.</param>
/// <param name="Offset">Offset within the partition, 0-based.</param>
public readonly record struct LogPosition(string Topic, int Partition, long Offset)
{
    /// <summary>The position as <c>topic/partition/offset</c>.</summary>
    public override string ToString() => $"{Topic}/{Partition}/{Offset}";
}
