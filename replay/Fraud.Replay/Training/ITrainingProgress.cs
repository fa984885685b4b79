using Fraud.Replay.History;

namespace Fraud.Replay.Training;

/// <summary>Receives how far each part of a training is.</summary>
public interface ITrainingProgress
{
    /// <summary>Reading the file and computing features.</summary>
    IProgress<ReplayProgress> Features { get; }

    /// <summary>Growing the trees, 0 to 1.</summary>
    IProgress<double> Trees { get; }

    /// <summary>Growing the trees of the comparison, 0 to 1.</summary>
    IProgress<double> RawTrees { get; }
}
