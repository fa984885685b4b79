namespace Fraud.Scoring.Models;

/// <summary>
/// Decision trees as flat arrays: the common form every engine's result is exported into. Immutable.
/// A node's children stand behind it in the arrays, so that a walk from a root always ends.
/// </summary>
/// <remarks>
/// At an inner node a row goes left when its value is below the threshold (both as 32-bit floats), a missing value goes the default way.
/// The raw result of a row is the base margin plus the values of the leaves it reaches, in log-odds.
/// </remarks>
public sealed class Forest
{
    /// <summary>Nodes at most, over all trees; keeps a broken file from taking the memory.</summary>
    public const int NodesMax = 4_000_000;

    private readonly ForestNode[] _nodes;
    private readonly int[] _roots;
    private readonly double[] _values;

    /// <summary>Takes over trees as an engine or a file gives them.</summary>
    /// <param name="baseMargin">Log-odds before the first tree.</param>
    /// <param name="roots">Index of the root of every tree.</param>
    /// <param name="nodes">All nodes.</param>
    /// <exception cref="InvalidDataException">The arrays do not form trees.</exception>
    public Forest(double baseMargin, IReadOnlyList<int> roots, IReadOnlyList<ForestNode> nodes)
    {
        if (nodes.Count > NodesMax)
            throw new InvalidDataException($"The model has {nodes.Count} tree nodes; {NodesMax} are the limit.");
        BaseMargin = baseMargin;
        _roots = [.. roots];
        _nodes = [.. nodes];
        CheckShape();
        _values = MeanValues();
    }

    /// <summary>Log-odds before the first tree.</summary>
    public double BaseMargin { get; }

    /// <summary>Index of the root of every tree.</summary>
    public ReadOnlySpan<int> Roots => _roots;

    /// <summary>All nodes of all trees.</summary>
    public ReadOnlySpan<ForestNode> Nodes => _nodes;

    /// <summary>Per node: a leaf's value; for an inner node the mean of the leaves below it, weighted by cover.</summary>
    public ReadOnlySpan<double> Values => _values;

    /// <summary>Sum of the reduction of loss by the splits on each feature.</summary>
    /// <param name="features">How many features the trees were trained on.</param>
    /// <remarks>
    /// With leaf value v and cover h, a split gains h(left)·v(left)² + h(right)·v(right)² − h·v²: the gain of Chen and Guestrin, "XGBoost"
    /// (2016), equation 7, with G = −h·v, no regularisation and the learning rate left in. So one formula serves every engine.
    /// </remarks>
    public double[] Gains(int features)
    {
        var gains = new double[features];
        for (var i = 0; i < _nodes.Length; i++)
        {
            ref readonly var node = ref _nodes[i];
            if (!node.IsLeaf)
                gains[node.Feature] += Weight(node.Left) + Weight(node.Right) - Weight(i);
        }
        return gains;
    }

    private double Weight(int node) => _nodes[node].Cover * _values[node] * _values[node];

    private double[] MeanValues()
    {
        var values = new double[_nodes.Length];
        for (var i = _nodes.Length - 1; i >= 0; i--)
        {
            ref readonly var node = ref _nodes[i];
            if (node.IsLeaf)
            {
                values[i] = node.Value;
                continue;
            }
            double left = _nodes[node.Left].Cover, right = _nodes[node.Right].Cover;
            values[i] = left + right > 0
                ? (left * values[node.Left] + right * values[node.Right]) / (left + right)
                : (values[node.Left] + values[node.Right]) / 2;
        }
        return values;
    }

    private void CheckShape()
    {
        if (!double.IsFinite(BaseMargin))
            throw new InvalidDataException("The model's base margin is not a finite number.");
        var claimed = new bool[_nodes.Length];
        foreach (var root in _roots)
            Claim(root, -1);
        for (var i = 0; i < _nodes.Length; i++)
        {
            ref readonly var node = ref _nodes[i];
            if (!double.IsFinite(node.Value) || !(node.Cover >= 0))
                throw new InvalidDataException($"Tree node {i} has a value or cover that is no finite number.");
            if (node.IsLeaf)
                continue;
            if (float.IsNaN(node.Threshold))
                throw new InvalidDataException($"Tree node {i} has no threshold.");
            Claim(node.Left, i);
            Claim(node.Right, i);
        }

        void Claim(int child, int parent)
        {
            if (child <= parent || child >= _nodes.Length || claimed[child])
                throw new InvalidDataException($"Tree node {parent} names node {child}, which is not a node of its own behind it.");
            claimed[child] = true;
        }
    }
}
