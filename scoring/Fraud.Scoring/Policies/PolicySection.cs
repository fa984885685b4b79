namespace Fraud.Scoring.Policies;

/// <summary>A mapping of a policy file that holds scalars only, as written: a rule, a list entry, the thresholds, the model.</summary>
public sealed class PolicySection
{
    private readonly IReadOnlyDictionary<string, PolicyScalar> _values;

    internal PolicySection(int line, int column, IReadOnlyDictionary<string, PolicyScalar> values)
    {
        Line = line;
        Column = column;
        _values = values;
    }

    /// <summary>Line where it begins, 1-based.</summary>
    public int Line { get; }

    /// <summary>Column where it begins, 1-based.</summary>
    public int Column { get; }

    /// <summary>A value; null when it is not given.</summary>
    /// <param name="key">Its key.</param>
    public PolicyScalar? this[string key] => _values.GetValueOrDefault(key);
}
