namespace Fraud.Broker.Storage;

/// <summary>An offset found by time, with its record's timestamp; -1 each when there is none.</summary>
internal readonly record struct FoundOffset(long Offset, long TimestampMs)
{
    public static readonly FoundOffset None = new(-1, -1);
}
