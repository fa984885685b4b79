namespace Fraud.Scoring.Cel;

/// <summary>An immutable list of values.</summary>
/// <param name="values">The values; the array must not change afterwards.</param>
public sealed class CelList(params CelValue[] values)
{
    /// <summary>The list without elements.</summary>
    public static readonly CelList Empty = new([]);

    /// <summary>Number of elements.</summary>
    public int Count => values.Length;

    /// <summary>The elements, in order.</summary>
    public ReadOnlySpan<CelValue> Values => values;

    /// <summary>One element.</summary>
    /// <param name="index">0-based.</param>
    public CelValue this[int index] => values[index];

    /// <summary>This list followed by another.</summary>
    /// <param name="other">The other list.</param>
    public CelList Concat(CelList other) => other.Count == 0 ? this : Count == 0 ? other : new([.. values, .. other.Values]);

    /// <summary>True when all elements are values of the type.</summary>
    internal bool All(CelType type) => type.IsDyn || Array.TrueForAll(values, value => value.Is(type));

    /// <summary>True when an element equals the value.</summary>
    /// <param name="value">The value sought.</param>
    public bool Contains(CelValue value)
    {
        foreach (ref readonly var element in values.AsSpan())
        {
            if (CelEquality.AreEqual(element, value))
                return true;
        }

        return false;
    }
}
