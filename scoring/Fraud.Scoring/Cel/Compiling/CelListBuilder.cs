namespace Fraud.Scoring.Cel.Compiling;

/// <summary>Collects what <c>map</c> and <c>filter</c> give.</summary>
internal sealed class CelListBuilder
{
    private readonly List<CelValue> _values = [];

    public void Add(CelValue value) => _values.Add(value);

    public CelList Build() => new([.. _values]);
}
