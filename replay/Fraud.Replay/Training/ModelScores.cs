using Fraud.Scoring.Models;

namespace Fraud.Replay.Training;

/// <summary>Scores whole sets.</summary>
internal static class ModelScores
{
    /// <summary>Log-odds of every row before calibration.</summary>
    /// <param name="model">The model.</param>
    /// <param name="set">The rows; their columns include the model's features.</param>
    public static double[] Margins(TreeEnsemble model, TrainingSet set)
    {
        var bound = model.Bind(set.Features);
        var margins = new double[set.Rows];
        for (var block = 0; block < set.BlockCount; block++)
        {
            var cells = set.Block(block).Span;
            bound.Margins(cells, set.Features.Count, margins.AsSpan(block * TrainingSet.BlockRows, cells.Length / set.Features.Count));
        }
        return margins;
    }
}
