using System.Collections.Frozen;

namespace Fraud.Scoring.Policies;

/// <summary>A list made ready for look-ups by value at an event time.</summary>
internal sealed class PolicyListIndex(PolicyList list)
{
    private readonly FrozenDictionary<string, long> _expiry =
        list.Entries.ToFrozenDictionary(entry => entry.Value, entry => entry.ExpiresMs ?? long.MaxValue, StringComparer.Ordinal);

    /// <summary>True when the value is listed and has not expired at the event time.</summary>
    public bool Contains(string value, long eventTimeMs) => _expiry.TryGetValue(value, out var expires) && eventTimeMs < expires;

    /// <summary>The values listed at the event time, in the order of the policy file.</summary>
    public IEnumerable<string> At(long eventTimeMs) =>
        list.Entries.Where(entry => eventTimeMs < (entry.ExpiresMs ?? long.MaxValue)).Select(entry => entry.Value);
}
