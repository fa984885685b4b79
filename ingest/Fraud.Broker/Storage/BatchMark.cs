namespace Fraud.Broker.Storage;

/// <summary>The place of one stored batch of an idempotent producer.</summary>
internal readonly record struct BatchMark(int FirstSequence, int LastSequence, long BaseOffset, long LastOffset, long TimestampMs);
