using System.Globalization;
using System.Text.Json;
using Fraud.Scoring.Models;

namespace Fraud.Scoring.XGBoost;

/// <summary>Reads the trees out of XGBoost's JSON model (doc/model.schema of version 1.7).</summary>
internal static class XGBoostExport
{
    /// <summary>Reads a model of one class, gradient-boosted trees, no categorical splits.</summary>
    /// <param name="json">What the library saved.</param>
    public static Forest Read(ReadOnlyMemory<byte> json)
    {
        using var document = JsonDocument.Parse(json);
        var learner = document.RootElement.GetProperty("learner");
        var trees = learner.GetProperty("gradient_booster").GetProperty("model").GetProperty("trees");
        var roots = new List<int>();
        var nodes = new List<ForestNode>();
        foreach (var tree in trees.EnumerateArray())
        {
            roots.Add(nodes.Count);
            AddTree(tree, nodes);
        }
        return new Forest(BaseMargin(learner), roots, nodes);
    }

    /// <summary>The file holds the base score as a probability; margins start from its log-odds.</summary>
    private static double BaseMargin(JsonElement learner)
    {
        var text = learner.GetProperty("learner_model_param").GetProperty("base_score").GetString()!;
        var probability = double.Parse(text, CultureInfo.InvariantCulture);
        return Math.Log(probability / (1 - probability));
    }

    private static void AddTree(JsonElement tree, List<ForestNode> nodes)
    {
        var left = Ints(tree, "left_children");
        var right = Ints(tree, "right_children");
        var features = Ints(tree, "split_indices");
        var missingLeft = Ints(tree, "default_left");
        var conditions = Floats(tree, "split_conditions");
        var covers = Floats(tree, "sum_hessian");

        // XGBoost numbers a tree's nodes in the order it split them, so children come after their parent; a pruned node would leave a gap,
        // hence the walk.
        var place = new Dictionary<int, int>();
        var start = nodes.Count;
        var open = new Queue<int>([0]);
        while (open.TryDequeue(out var node))
        {
            place[node] = start + place.Count;
            if (left[node] < 0)
                continue;
            open.Enqueue(left[node]);
            open.Enqueue(right[node]);
        }
        foreach (var (node, _) in place.OrderBy(p => p.Value))
        {
            nodes.Add(left[node] < 0
                ? ForestNode.Leaf(conditions[node], covers[node])
                : new ForestNode(
                    features[node], conditions[node], place[left[node]], place[right[node]], missingLeft[node] != 0, 0, covers[node]));
        }
    }

    private static int[] Ints(JsonElement tree, string name) => [.. tree.GetProperty(name).EnumerateArray().Select(Int)];

    private static float[] Floats(JsonElement tree, string name) => [.. tree.GetProperty(name).EnumerateArray().Select(e => e.GetSingle())];

    private static int Int(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.True => 1,
        JsonValueKind.False => 0,
        _ => element.GetInt32(),
    };
}
