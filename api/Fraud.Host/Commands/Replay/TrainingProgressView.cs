using Fraud.Replay.History;
using Fraud.Replay.Training;
using Spectre.Console;

namespace Fraud.Host.Commands.Replay;

/// <summary>Shows how far a training is, one bar for each of its parts.</summary>
internal sealed class TrainingProgressView : ITrainingProgress
{
    private readonly ProgressTask _features;
    private readonly ProgressTask _trees;
    private readonly ProgressTask? _rawTrees;

    public TrainingProgressView(ProgressContext context, bool compareRaw)
    {
        _features = context.AddTask("features", maxValue: 1);
        _trees = context.AddTask("trees", maxValue: 1);
        _rawTrees = compareRaw ? context.AddTask("trees without history", maxValue: 1) : null;
    }

    public IProgress<ReplayProgress> Features => new Shown<ReplayProgress>(p =>
    {
        _features.Description = $"features of {p.Payments:N0} payments";
        _features.Value = p.Share;
    });

    public IProgress<double> Trees => new Shown<double>(share => _trees.Value = share);

    public IProgress<double> RawTrees => new Shown<double>(share => _rawTrees!.Value = share);
}
