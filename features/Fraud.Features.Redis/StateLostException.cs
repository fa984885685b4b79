namespace Fraud.Features.Redis;

/// <summary>
/// The store no longer holds writes that it had acknowledged, as a Redis that was killed does. What is in memory cannot be trusted to fit what
/// is stored: acquire the partition again and re-apply from its reach.
/// </summary>
/// <param name="partition">The partition.</param>
/// <param name="expected">The number of writes acknowledged.</param>
/// <param name="stored">The number of writes the store knows of.</param>
public sealed class StateLostException(int partition, long expected, long stored)
    : Exception($"Redis knows of {stored} writes of partition {partition} and not of {expected}: it lost some, or the answer to some was lost. The states are built again from the log.");
