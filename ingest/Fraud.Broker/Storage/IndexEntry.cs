namespace Fraud.Broker.Storage;

/// <summary>A place in a segment from which to look for an offset or a time.</summary>
/// <param name="Offset">Base offset of the batch that starts here.</param>
/// <param name="TimestampBefore">Largest timestamp (ms) of all batches of the segment before this one; <see cref="long.MinValue"/> for none.</param>
/// <param name="Position">Bytes from the start of the file.</param>
internal readonly record struct IndexEntry(long Offset, long TimestampBefore, int Position);
