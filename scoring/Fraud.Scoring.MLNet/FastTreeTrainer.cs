#if MLNET
using Fraud.Scoring.Models;

namespace Fraud.Scoring.MLNet;

/// <summary>Trains with FastTree of ML.NET. Keeps to what ML.NET 1.5 and 5.0 have in common.</summary>
/// <remarks>
/// FastTree leaves rows with a missing value out of its training. Here a missing value is shown to it as a number far below every real one, and
/// so goes left at every node; the export says the same.
/// </remarks>
public sealed class FastTreeTrainer : IModelTrainer
{
    /// <inheritdoc/>
    public string Engine => "ml.net-fasttree";

    /// <inheritdoc/>
    public bool IsAvailable(out string why)
    {
        why = "";
        return true;
    }

    /// <inheritdoc/>
    /// <remarks>
    /// FastTree neither tells how far it is nor can be interrupted while it grows: progress comes at the end, and <paramref name="cancel"/>
    /// is looked at while it reads the rows and when it is done.
    /// </remarks>
    public TreeEnsemble Train(TrainingSet set, TrainingOptions options, IProgress<double>? progress, CancellationToken cancel)
    {
        options.Check();
        set.CheckBothKinds();
        var forest = CoverCount.Fill(new FittedFastTree(set, options, cancel).Export(), set);
        cancel.ThrowIfCancellationRequested();
        progress?.Report(1);
        return new TreeEnsemble(Engine, set.Features, forest, PlattCalibration.None);
    }
}
#endif
