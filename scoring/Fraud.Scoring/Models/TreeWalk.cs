using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Fraud.Scoring.Models;

/// <summary>A forest laid out for evaluation: no branch depends on the data, so nothing is mispredicted.</summary>
/// <remarks>
/// Siblings are neighbours, so a step is <c>left + (value &gt;= threshold)</c>; a leaf leads to itself (its threshold is NaN), so every
/// row walks a tree in the same number of steps. A feature has two slots in a row's buffer: a missing value stands as −∞ in the
/// first, which always goes left, and as +∞ in the second; a node reads the slot of its default direction.
/// </remarks>
internal sealed class TreeWalk
{
    private readonly Step[] _steps;
    private readonly double[] _leaves;
    private readonly Tree[] _trees;
    private readonly int[] _depths;
    private readonly int[] _slotFeatures;
    private readonly Forest _forest;

    /// <summary>Lays out a forest.</summary>
    /// <param name="forest">The trees.</param>
    /// <param name="features">How many features there are.</param>
    /// <exception cref="InvalidDataException">A node splits on a feature that does not exist.</exception>
    public TreeWalk(Forest forest, int features)
    {
        _forest = forest;
        var slots = new int[features];
        Array.Fill(slots, -1);
        var used = new List<int>();
        foreach (ref readonly var node in forest.Nodes)
        {
            if (node.Feature >= features)
                throw new InvalidDataException($"A tree splits on feature {node.Feature}; the model names {features}.");
            if (node.IsLeaf || slots[node.Feature] >= 0)
                continue;
            slots[node.Feature] = 2 * used.Count;
            used.Add(node.Feature);
        }
        _slotFeatures = [.. used];
        _steps = new Step[forest.Nodes.Length];
        _leaves = new double[forest.Nodes.Length];
        _trees = new Tree[forest.Roots.Length];
        var end = 0;
        for (var t = 0; t < _trees.Length; t++)
            _trees[t] = LayOut(forest.Roots[t], slots, ref end);
        _depths = [.. _trees.Chunk(4).Select(group => group.Max(tree => tree.Depth))];
        Bias = forest.BaseMargin;
        foreach (var root in forest.Roots)
            Bias += forest.Values[root];
    }

    /// <summary>Floats a row's buffer must hold.</summary>
    public int SlotCount => 2 * _slotFeatures.Length;

    /// <summary>Mean log-odds over the training rows, weighted by cover.</summary>
    public double Bias { get; }

    /// <summary>Takes the features out of a row.</summary>
    /// <typeparam name="T">Cell type of the row.</typeparam>
    /// <param name="row">The row; NaN is a missing value.</param>
    /// <param name="columns">Column of each feature.</param>
    /// <param name="buffer">Receives <see cref="SlotCount"/> values.</param>
    public void Gather<T>(ReadOnlySpan<T> row, ReadOnlySpan<int> columns, Span<float> buffer)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var features = _slotFeatures;
        buffer = buffer[..(2 * features.Length)];
        for (var k = 0; k < features.Length; k++)
        {
            var value = float.CreateTruncating(row[columns[features[k]]]);
            var missing = float.IsNaN(value);
            buffer[2 * k] = missing ? float.NegativeInfinity : value;
            buffer[2 * k + 1] = missing ? float.PositiveInfinity : value;
        }
    }

    /// <summary>Log-odds of one gathered row.</summary>
    /// <param name="buffer">What <see cref="Gather"/> filled.</param>
    public double Margin(ReadOnlySpan<float> buffer)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(buffer.Length, SlotCount);
        // The layout makes every index below a valid one; bounds checks would cost as much as the walk itself.
        ref var steps = ref MemoryMarshal.GetArrayDataReference(_steps);
        ref var values = ref MemoryMarshal.GetReference(buffer);
        ref var leaves = ref MemoryMarshal.GetArrayDataReference(_leaves);
        var sum = _forest.BaseMargin;
        var t = 0;
        // Four trees in lockstep: their steps do not depend on each other, so the processor overlaps them.
        for (; t + 4 <= _trees.Length; t += 4)
        {
            int a = _trees[t].Root, b = _trees[t + 1].Root, c = _trees[t + 2].Root, d = _trees[t + 3].Root;
            for (var depth = _depths[t / 4]; depth > 0; depth--)
            {
                a = Next(ref steps, ref values, a);
                b = Next(ref steps, ref values, b);
                c = Next(ref steps, ref values, c);
                d = Next(ref steps, ref values, d);
            }
            sum += Unsafe.Add(ref leaves, a) + Unsafe.Add(ref leaves, b) + (Unsafe.Add(ref leaves, c) + Unsafe.Add(ref leaves, d));
        }
        for (; t < _trees.Length; t++)
        {
            var at = _trees[t].Root;
            for (var depth = _trees[t].Depth; depth > 0; depth--)
                at = Next(ref steps, ref values, at);
            sum += Unsafe.Add(ref leaves, at);
        }
        return sum;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Next(ref Step steps, ref float values, int at)
    {
        ref readonly var step = ref Unsafe.Add(ref steps, at);
        return step.Left + Unsafe.BitCast<bool, byte>(Unsafe.Add(ref values, step.Slot) >= step.Threshold);
    }

    /// <summary>Adds what each feature of one row contributed.</summary>
    /// <param name="row">The row; NaN is a missing value.</param>
    /// <param name="columns">Column of each feature.</param>
    /// <param name="scale">Factor on every contribution.</param>
    /// <param name="contributions">One value per column of the row, added to.</param>
    public void Attribute(ReadOnlySpan<double> row, ReadOnlySpan<int> columns, double scale, Span<double> contributions)
    {
        var nodes = _forest.Nodes;
        var means = _forest.Values;
        foreach (var root in _forest.Roots)
        {
            var at = root;
            while (!nodes[at].IsLeaf)
            {
                ref readonly var node = ref nodes[at];
                var column = columns[node.Feature];
                var next = node.Next((float)row[column]);
                contributions[column] += scale * (means[next] - means[at]);
                at = next;
            }
        }
    }

    private Tree LayOut(int root, int[] slots, ref int end)
    {
        var start = end++;
        var depthMax = 0;
        var open = new Queue<(int Node, int Place, int Depth)>();
        open.Enqueue((root, start, 0));
        while (open.TryDequeue(out var item))
        {
            ref readonly var node = ref _forest.Nodes[item.Node];
            depthMax = Math.Max(depthMax, item.Depth);
            if (node.IsLeaf)
            {
                _steps[item.Place] = new Step(float.NaN, 0, item.Place);
                _leaves[item.Place] = node.Value;
                continue;
            }
            _steps[item.Place] = new Step(node.Threshold, slots[node.Feature] + (node.MissingLeft ? 0 : 1), end);
            open.Enqueue((node.Left, end, item.Depth + 1));
            open.Enqueue((node.Right, end + 1, item.Depth + 1));
            end += 2;
        }
        return new Tree(start, depthMax);
    }

    private readonly record struct Step(float Threshold, int Slot, int Left);

    private readonly record struct Tree(int Root, int Depth);
}
