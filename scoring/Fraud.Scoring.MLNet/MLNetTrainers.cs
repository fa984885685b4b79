using Fraud.Scoring.Models;

namespace Fraud.Scoring.MLNet;

/// <summary>The trainers of ML.NET, whether or not ML.NET is built in.</summary>
public static class MLNetTrainers
{
    /// <summary>FastTree; when ML.NET is not built in, a trainer that is not available and says so.</summary>
    public static IModelTrainer FastTree() =>
#if MLNET
        new FastTreeTrainer();
#else
        new AbsentTrainer();
#endif
}
