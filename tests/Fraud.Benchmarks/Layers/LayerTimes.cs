using Fraud.Benchmarks.Running;

namespace Fraud.Benchmarks.Layers;

/// <summary>Processor time and allocation of the calling thread, by layer.</summary>
internal sealed class LayerTimes(params string[] names)
{
    private readonly long[] _nanoseconds = new long[names.Length];
    private readonly long[] _bytes = new long[names.Length];
    private long _since;
    private long _allocated;

    public void Begin() => (_since, _allocated) = (ThreadClock.Nanoseconds(), GC.GetAllocatedBytesForCurrentThread());

    public void Lap(int layer)
    {
        var (now, allocated) = (ThreadClock.Nanoseconds(), GC.GetAllocatedBytesForCurrentThread());
        _nanoseconds[layer] += now - _since;
        _bytes[layer] += allocated - _allocated;
        (_since, _allocated) = (now, allocated);
    }

    public IEnumerable<BenchFigure> Figures(int count)
    {
        for (var layer = 0; layer < names.Length; layer++)
        {
            yield return new BenchFigure(names[layer], (double)_nanoseconds[layer] / count, "ns");
            yield return new BenchFigure($"{names[layer]}, allocated", (double)_bytes[layer] / count, "bytes");
        }

        yield return new BenchFigure("all", (double)_nanoseconds.Sum() / count, "ns");
    }
}
