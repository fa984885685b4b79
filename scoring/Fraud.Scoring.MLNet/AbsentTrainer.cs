#if !MLNET
using Fraud.Scoring.Models;

namespace Fraud.Scoring.MLNet;

/// <summary>Stands in for FastTree in a build without ML.NET.</summary>
internal sealed class AbsentTrainer : IModelTrainer
{
    private const string Why = "ML.NET is not built in; build with -p:FullFeed=true or -p:MLNetFolder=<folder of its assemblies>.";

    /// <inheritdoc/>
    public string Engine => "ml.net-fasttree";

    /// <inheritdoc/>
    public bool IsAvailable(out string why)
    {
        why = Why;
        return false;
    }

    /// <inheritdoc/>
    public TreeEnsemble Train(TrainingSet set, TrainingOptions options, IProgress<double>? progress, CancellationToken cancel) =>
        throw new InvalidOperationException(Why);
}
#endif
