using Fraud.Features;
using Fraud.Features.Redis;

namespace Fraud.IntegrationTests.Worker;

/// <summary>A store that fails some calls, as a Redis that comes and goes does. Every failure ends the stage's session.</summary>
internal sealed class FailingStore(IStateStore inner, int failEvery) : IStateStore
{
    private int _calls;

    public int Failures { get; private set; }

    public Task<PartitionOwnership> AcquireAsync(int partition, CancellationToken ct)
    {
        Fail();
        return inner.AcquireAsync(partition, ct);
    }

    public Task LoadAsync(IReadOnlyList<StateKey> keys, Action<StateKey, ReadOnlyMemory<byte>> sink, CancellationToken ct)
    {
        Fail();
        return inner.LoadAsync(keys, sink, ct);
    }

    public Task<WriteResult> WriteAsync(PartitionOwnership owner, IReadOnlyList<StateWrite> states, long reach, CancellationToken ct)
    {
        Fail();
        return inner.WriteAsync(owner, states, reach, ct);
    }

    private void Fail()
    {
        if (Interlocked.Increment(ref _calls) % failEvery != 0)
            return;
        Failures++;
        throw new StateStoreException("planted", isTransient: true, new TimeoutException());
    }
}
