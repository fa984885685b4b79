using Fraud.Features;
using Fraud.Host.Commands.Replay;
using Fraud.Host.Runtime;
using Fraud.Replay.History;
using Fraud.Replay.Training;
using Fraud.Scoring.Models;
using Fraud.Simulator;

namespace Fraud.Host.Demo.Setup;

/// <summary>Trains the demo's model on its history: the same run as <c>fraud train</c>.</summary>
internal static class ModelTraining
{
    /// <summary>Days at the beginning from which nothing is learnt, because windows are still filling.</summary>
    private const int FillingDays = 5;

    /// <summary>Share of the history to learn from; the rest measures.</summary>
    private const double TrainShare = 0.75;

    /// <summary>Reading the history and computing features takes about this share of the time, growing trees the rest.</summary>
    private const double FeatureShare = 0.5;

    /// <summary>Trains and saves a model.</summary>
    /// <exception cref="OperatingFaultException">No engine can run, or the history is too small to learn from.</exception>
    public static DemoModel Run(DemoFolder folder, World world, int days, TimeProvider time, IProgress<double> progress, CancellationToken stop)
    {
        var end = (int)(days * TrainShare);
        var plan = new TrainingPlan
        {
            Input = folder.History,
            Train = new TimeRange(At(world, FillingDays), At(world, end)),
            Test = new TimeRange(At(world, end), At(world, days)),
            Options = new TrainingOptions { Threads = Environment.ProcessorCount },
        };
        try
        {
            var trainer = TrainCommand.Trainers.Pick(null);
            var report = new TrainingRun(FeatureCatalogue.Default, new FeatureOptions(), trainer, time).Run(plan, folder.Model, new Shares(progress), stop);
            return new DemoModel(report.Engine, report.Test.Auc, report.Test.AveragePrecision);
        }
        catch (InvalidOperationException e)
        {
            throw new OperatingFaultException(e.Message, e);
        }
    }

    private static DateTimeOffset At(World world, int day) => DateTimeOffset.FromUnixTimeMilliseconds(world.DayStartMs(day));

    private sealed class Shares(IProgress<double> whole) : ITrainingProgress
    {
        public IProgress<ReplayProgress> Features { get; } = new Progress<ReplayProgress>(done => whole.Report(done.Share * FeatureShare));

        public IProgress<double> Trees { get; } = new Progress<double>(done => whole.Report(FeatureShare + (done * (1 - FeatureShare))));

        public IProgress<double> RawTrees { get; } = new Progress<double>();
    }
}
