namespace Fraud.Broker.Storage;

/// <summary>A stretch of one file that is to be sent.</summary>
/// <param name="Segment">The file.</param>
/// <param name="Position">Where the first batch begins.</param>
/// <param name="Bytes">Most bytes to read.</param>
/// <param name="UpperOffset">No record of the stretch has this offset or a larger one.</param>
internal sealed record ReadPlan(Segment Segment, int Position, int Bytes, long UpperOffset);
