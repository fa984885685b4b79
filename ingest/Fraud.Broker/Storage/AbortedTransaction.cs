namespace Fraud.Broker.Storage;

/// <summary>A transaction that ended with an abort marker in this partition.</summary>
/// <param name="ProducerId">The producer whose records are to be skipped.</param>
/// <param name="FirstOffset">Offset of its first record.</param>
/// <param name="MarkerOffset">Offset of the abort marker.</param>
/// <param name="StableOffset">Every transaction that began before this offset had ended when the marker was written.</param>
internal readonly record struct AbortedTransaction(long ProducerId, long FirstOffset, long MarkerOffset, long StableOffset);
