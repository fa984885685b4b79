namespace Fraud.Broker.Storage;

/// <summary>A partition's files as found at start, checked and with the torn end cut.</summary>
/// <param name="Segments">Files in offset order; at least one.</param>
/// <param name="Producers">Producers as they were after the last batch.</param>
/// <param name="StartOffset">First offset that may be read.</param>
/// <param name="CutBytes">Bytes removed from the end because they were no whole batch.</param>
/// <param name="CheckedBytes">Bytes that had to be read, because no index file vouched for them.</param>
internal sealed record RecoveredLog(Segment[] Segments, ProducerStates Producers, long StartOffset, long CutBytes, long CheckedBytes);
