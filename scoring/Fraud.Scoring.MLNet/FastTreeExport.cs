#if MLNET
using Fraud.Scoring.Models;
using Microsoft.ML.Calibrators;
using Microsoft.ML.Trainers.FastTree;

namespace Fraud.Scoring.MLNet;

/// <summary>Reads the trees out of a FastTree model.</summary>
/// <remarks>
/// FastTree's score is no log-odds yet: its own sigmoid has a slope of twice the learning rate. Slope and tree weight are multiplied into the
/// leaves. It sends a value left when it is at most the threshold, the forest when it is below: the thresholds become the next float.
/// </remarks>
internal static class FastTreeExport
{
    /// <summary>Reads a trained model; covers are left 0.</summary>
    /// <param name="model">The model.</param>
    public static Forest Read(CalibratedModelParametersBase<FastTreeBinaryModelParameters, PlattCalibrator> model)
    {
        var ensemble = model.SubModel.TrainedTreeEnsemble;
        var slope = -model.Calibrator.Slope;
        var roots = new List<int>();
        var nodes = new List<ForestNode>();
        for (var t = 0; t < ensemble.Trees.Count; t++)
        {
            roots.Add(nodes.Count);
            AddTree(ensemble.Trees[t], slope * ensemble.TreeWeights[t], nodes);
        }
        return new Forest(slope * ensemble.Bias - model.Calibrator.Offset, roots, nodes);
    }

    private static void AddTree(RegressionTree tree, double scale, List<ForestNode> nodes)
    {
        // A child is a node index, or the bitwise complement of a leaf index. Breadth first, so that children come after their parent.
        var open = new Queue<int>([tree.NumberOfNodes == 0 ? ~0 : 0]);
        var end = nodes.Count + 1;
        while (open.TryDequeue(out var at))
        {
            if (at < 0)
            {
                nodes.Add(ForestNode.Leaf(scale * tree.LeafValues[~at], 0));
                continue;
            }
            if (tree.CategoricalSplitFlags[at])
                throw new InvalidOperationException("FastTree made a categorical split; they are switched off.");
            nodes.Add(new ForestNode(
                tree.NumericalSplitFeatureIndexes[at], MathF.BitIncrement(tree.NumericalSplitThresholds[at]), end, end + 1, true, 0, 0));
            open.Enqueue(tree.LeftChild[at]);
            open.Enqueue(tree.RightChild[at]);
            end += 2;
        }
    }
}
#endif
