using Fraud.Benchmarks.Running;
using Fraud.Features;

namespace Fraud.Benchmarks.Features;

/// <summary>Bytes of the encoded states that changed since they were last taken.</summary>
internal static class StateSizes
{
    public static IEnumerable<BenchFigure> Of(FeatureStates states)
    {
        var writes = new List<StateWrite>();
        states.TakeChanged(0, writes);
        foreach (var kind in writes.GroupBy(write => write.Key.Kind).OrderBy(kind => kind.Key))
            yield return new BenchFigure($"encoded state, {kind.Key.ToString().ToLowerInvariant()}", kind.Average(write => write.Bytes.Length), "bytes");
        var own = writes.Where(write => write.Key.Kind is EntityKind.Account or EntityKind.Card).ToList();
        yield return new BenchFigure(
            "encoded state, account with its card", own.Sum(write => (double)write.Bytes.Length) / own.Count(write => write.Key.Kind == EntityKind.Account), "bytes", "≤ 600 with keys");
    }
}
