using Fraud.Features;
using Fraud.Features.Redis;

namespace Fraud.IntegrationTests.Worker;

/// <summary>Counts the reads that failed because the store is away.</summary>
internal sealed class ObservedStore(IStateStore inner) : IStateStore
{
    private int _failedReads;

    public int FailedReads => Volatile.Read(ref _failedReads);

    public Task<PartitionOwnership> AcquireAsync(int partition, CancellationToken ct) => inner.AcquireAsync(partition, ct);

    public async Task LoadAsync(IReadOnlyList<StateKey> keys, Action<StateKey, ReadOnlyMemory<byte>> sink, CancellationToken ct)
    {
        try
        {
            await inner.LoadAsync(keys, sink, ct);
        }
        catch (StateStoreException)
        {
            Interlocked.Increment(ref _failedReads);
            throw;
        }
    }

    public Task<WriteResult> WriteAsync(PartitionOwnership owner, IReadOnlyList<StateWrite> states, long reach, CancellationToken ct) =>
        inner.WriteAsync(owner, states, reach, ct);
}
