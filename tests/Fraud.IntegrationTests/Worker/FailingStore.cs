using Fraud.Features;
using Fraud.Features.Redis;

namespace Fraud.IntegrationTests.Worker;

/// <summary>
/// A store that fails some calls, as a Redis that comes and goes does: in turn it is away for one call, which is waited for, and has lost
/// writes, which ends the stage's session. The calls between two failures grow by half, so that some session gets through however many it needs.
/// </summary>
internal sealed class FailingStore(IStateStore inner) : IStateStore
{
    private readonly Lock _gate = new();
    private int _calls;
    private int _next = 3;

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
        lock (_gate)
        {
            if (++_calls < _next)
                return;
            _next += (_next / 2) + 1;
            Failures++;
            if (Failures % 2 == 0)
                throw new StateLostException("writes were lost");
        }

        throw new StateStoreException("planted", isTransient: true, new TimeoutException());
    }
}
