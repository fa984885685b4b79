using Fraud.Broker.Protocol;

namespace Fraud.Broker.Storage;

/// <summary>The outcome of appending one batch.</summary>
/// <param name="Error">Why nothing was appended, or none.</param>
/// <param name="BaseOffset">Offset of the batch's first record, also when it was a retry of one stored before.</param>
/// <param name="AppendTimeMs">The broker's timestamp given to the records; -1 when they keep the producer's.</param>
/// <param name="IsPending">Whether the batch waits for the disk: it may neither be acknowledged nor read before <see cref="PartitionLog.FlushedAsync"/>.</param>
internal readonly record struct AppendResult(ErrorCode Error, long BaseOffset, long AppendTimeMs, bool IsPending = false)
{
    public static AppendResult Refused(ErrorCode error) => new(error, -1, -1);
}
