using Fraud.Features;
using Fraud.Features.Redis;

namespace Fraud.Worker;

/// <summary>Connects to Redis at the first call, so that a Redis that is away delays the stage instead of ending the process.</summary>
internal sealed class LazyStateStore(RedisStateOptions options) : IStateStore, IAsyncDisposable
{
    private readonly SemaphoreSlim _gate = new(1, 1);
    private RedisStateStore? _store;

    public async Task<PartitionOwnership> AcquireAsync(int partition, CancellationToken ct) =>
        await (await StoreAsync(ct).ConfigureAwait(false)).AcquireAsync(partition, ct).ConfigureAwait(false);

    public async Task LoadAsync(IReadOnlyList<StateKey> keys, Action<StateKey, ReadOnlyMemory<byte>> sink, CancellationToken ct) =>
        await (await StoreAsync(ct).ConfigureAwait(false)).LoadAsync(keys, sink, ct).ConfigureAwait(false);

    public async Task<WriteResult> WriteAsync(PartitionOwnership owner, IReadOnlyList<StateWrite> states, long reach, CancellationToken ct) =>
        await (await StoreAsync(ct).ConfigureAwait(false)).WriteAsync(owner, states, reach, ct).ConfigureAwait(false);

    public async ValueTask DisposeAsync()
    {
        if (_store is not null)
            await _store.DisposeAsync().ConfigureAwait(false);
        _gate.Dispose();
    }

    private async ValueTask<RedisStateStore> StoreAsync(CancellationToken ct)
    {
        if (Volatile.Read(ref _store) is { } connected)
            return connected;
        await _gate.WaitAsync(ct).ConfigureAwait(false);
        try
        {
            return _store ??= await RedisStateStore.ConnectAsync(options).ConfigureAwait(false);
        }
        finally
        {
            _gate.Release();
        }
    }
}
