namespace Fraud.Broker.Storage;

/// <summary>One record of a batch, as far as the broker looks into it.</summary>
/// <param name="Offset">Its offset.</param>
/// <param name="TimestampMs">Its timestamp.</param>
/// <param name="Key">Its key; null when it has none.</param>
/// <param name="HasValue">False for a tombstone.</param>
/// <param name="Bytes">The record as stored, its length included.</param>
internal readonly record struct StoredRecord(
    long Offset, long TimestampMs, ReadOnlyMemory<byte>? Key, bool HasValue, ReadOnlyMemory<byte> Bytes);
