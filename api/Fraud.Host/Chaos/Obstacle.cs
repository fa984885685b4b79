namespace Fraud.Host.Chaos;

/// <summary>A fault on one client's connections to one server, until it is healed.</summary>
internal sealed class Obstacle(LinkFault fault, Func<int> process, TimeSpan delay)
{
    private readonly TaskCompletionSource _healed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _met;

    public LinkFault Fault => fault;

    /// <summary>The process whose connections it concerns; another one once that was started again.</summary>
    public int Process => process();

    /// <summary>How much later things arrive when they are delayed.</summary>
    public TimeSpan Delay => delay;

    /// <summary>Completes when the link heals.</summary>
    public Task Healed => _healed.Task;

    /// <summary>Connections that were cut, or pieces of data that came late.</summary>
    public int Met => _met;

    public void Meet() => Interlocked.Increment(ref _met);

    public void Heal() => _healed.TrySetResult();
}
