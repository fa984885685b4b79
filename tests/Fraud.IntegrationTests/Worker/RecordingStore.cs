using System.Collections.Concurrent;
using Fraud.Features;
using Fraud.Features.Redis;

namespace Fraud.IntegrationTests.Worker;

/// <summary>Notes which partitions are taken over, in order.</summary>
internal sealed class RecordingStore(IStateStore inner) : IStateStore
{
    private readonly ConcurrentQueue<int> _acquired = new();

    public IReadOnlyList<int> Acquired => [.. _acquired];

    public async Task<PartitionOwnership> AcquireAsync(int partition, CancellationToken ct)
    {
        var ownership = await inner.AcquireAsync(partition, ct);
        _acquired.Enqueue(partition);
        return ownership;
    }

    public Task LoadAsync(IReadOnlyList<StateKey> keys, Action<StateKey, ReadOnlyMemory<byte>> sink, CancellationToken ct) => inner.LoadAsync(keys, sink, ct);

    public Task<WriteResult> WriteAsync(PartitionOwnership owner, IReadOnlyList<StateWrite> states, long reach, CancellationToken ct) =>
        inner.WriteAsync(owner, states, reach, ct);
}
