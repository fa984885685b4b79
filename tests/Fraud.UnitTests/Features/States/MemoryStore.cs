using Fraud.Features;

namespace Fraud.UnitTests.Features.States;

/// <summary>A store whose writes can be cut short anywhere, as by a crash.</summary>
internal sealed class MemoryStore
{
    private readonly Dictionary<StateKey, byte[]> states = [];
    private readonly Dictionary<int, long> reaches = [];

    public IReadOnlyDictionary<StateKey, byte[]> States => states;

    /// <summary>Next offset to re-apply from.</summary>
    public long Reach(int partition) => reaches.GetValueOrDefault(partition);

    /// <summary>Writes the first <paramref name="count"/> states; all, and the reach, when there are no more.</summary>
    public void Write(int partition, List<StateWrite> writes, long reach, int count)
    {
        foreach (var write in writes.Take(count)) states[write.Key] = write.Bytes.ToArray();
        if (count >= writes.Count) reaches[partition] = reach;
    }

    public void Load(FeatureStates into, IEnumerable<StateKey> keys)
    {
        foreach (var key in keys) into.Load(key, states.GetValueOrDefault(key));
    }
}
