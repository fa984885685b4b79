namespace Fraud.Features.Redis;

/// <summary>
/// The store no longer holds what it had acknowledged: a Redis that was killed lost its last writes, or a savepoint was restored. What is in
/// memory cannot be trusted to fit what is stored: acquire the partition again and re-apply from its reach.
/// </summary>
public sealed class StateLostException : Exception
{
    public StateLostException()
    {
    }

    public StateLostException(string message)
        : base(message)
    {
    }

    public StateLostException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <param name="partition">The partition.</param>
    /// <param name="expected">The number of writes acknowledged.</param>
    /// <param name="stored">The number of writes the store knows of.</param>
    internal static StateLostException Writes(int partition, long expected, long stored) => new(
        $"Redis knows of {stored} writes of partition {partition} and not of {expected}: it lost some, or the answer to some was lost. The states are built again from the log.");

    internal static StateLostException Restored(int partition) => new(
        $"A savepoint was restored over the states of partition {partition}. They are brought up from it by the log.");
}
