namespace Fraud.Features.Redis;

/// <summary>
/// Keeps states outside the process. Safe for concurrent use; writes of one partition must not overlap. Each call throws
/// <see cref="StateStoreException"/> when the store cannot be reached or refuses, and <see cref="StateLostException"/> when it lost writes of a partition
/// since that was acquired.
/// </summary>
public interface IStateStore
{
    /// <summary>Becomes the partition's owner: from now on writes of every earlier owner are refused.</summary>
    /// <exception cref="StateFormatException">A newer program wrote the states: nothing was changed.</exception>
    Task<PartitionOwnership> AcquireAsync(int partition, CancellationToken ct);

    /// <summary>Reads states; once all are read, the sink hears of every key, with empty memory where nothing is stored. Calls do not overlap.</summary>
    Task LoadAsync(IReadOnlyList<StateKey> keys, Action<StateKey, ReadOnlyMemory<byte>> sink, CancellationToken ct);

    /// <summary>Writes changed states of the owned partition in the order given, then the reach. All or, when it throws, any first part of them.</summary>
    /// <param name="owner">From <see cref="AcquireAsync"/>.</param>
    /// <param name="states">States of that partition alone.</param>
    /// <param name="reach">Next offset to re-apply from, once these states are written: all records before it are in the states stored.</param>
    /// <param name="ct">Cancels between chunks.</param>
    Task<WriteResult> WriteAsync(PartitionOwnership owner, IReadOnlyList<StateWrite> states, long reach, CancellationToken ct);
}
