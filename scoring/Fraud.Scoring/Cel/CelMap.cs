namespace Fraud.Scoring.Cel;

/// <summary>
/// An immutable map that keeps the order of its entries. Keys that are equal as numbers are the same key, whatever their types.
/// </summary>
public sealed class CelMap
{
    private readonly Dictionary<CelValue, CelValue> _entries;

    private CelMap(Dictionary<CelValue, CelValue> entries) => _entries = entries;

    /// <summary>Number of entries.</summary>
    public int Count => _entries.Count;

    /// <summary>The keys, in order.</summary>
    public IEnumerable<CelValue> Keys => _entries.Keys;

    /// <summary>The entries, in order.</summary>
    public IEnumerable<KeyValuePair<CelValue, CelValue>> Entries => _entries;

    /// <summary>A map of keys and values that stand in turn.</summary>
    /// <param name="keysAndValues">Key, value, key, value, ….</param>
    /// <param name="map">The map; empty on failure.</param>
    /// <returns><see cref="CelFailure.InvalidKey"/> for a key that stands twice or has a type that keys cannot have.</returns>
    public static CelFailure TryCreate(ReadOnlySpan<CelValue> keysAndValues, out CelMap map)
    {
        var entries = new Dictionary<CelValue, CelValue>(keysAndValues.Length / 2);
        map = new CelMap(entries);
        for (var i = 0; i < keysAndValues.Length; i += 2)
        {
            var key = keysAndValues[i];
            if (key.Kind is not (CelKind.Int or CelKind.Uint or CelKind.Bool or CelKind.String) || !entries.TryAdd(key, keysAndValues[i + 1]))
                return CelFailure.InvalidKey;
        }

        return CelFailure.None;
    }

    /// <summary>The value of a key.</summary>
    /// <param name="key">The key; a double finds the integer of the same value.</param>
    /// <param name="value">The value found.</param>
    public bool TryGet(CelValue key, out CelValue value) => _entries.TryGetValue(key, out value);

    /// <summary>True when all keys and values are of the types.</summary>
    internal bool All(CelType keys, CelType values) =>
        (keys.IsDyn && values.IsDyn) || _entries.All(entry => entry.Key.Is(keys) && entry.Value.Is(values));

    /// <summary>The keys as a list.</summary>
    internal CelList KeyList() => new([.. _entries.Keys]);
}
