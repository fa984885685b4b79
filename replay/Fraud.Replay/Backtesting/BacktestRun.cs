using Fraud.Features;
using Fraud.Features.Profiles;
using Fraud.Replay.History;
using Fraud.Scoring;
using Fraud.Scoring.Policies;

namespace Fraud.Replay.Backtesting;

/// <summary>
/// Replays history under a candidate policy, and a baseline on the same features, through the live decision code. In isolation: no log, no
/// store, no side effects. Deterministic apart from the seconds it reports.
/// </summary>
/// <param name="catalogue">The features.</param>
/// <param name="options">How features are computed, as live.</param>
/// <param name="time">Measures how long it takes.</param>
public sealed class BacktestRun(FeatureCatalogue catalogue, FeatureOptions options, TimeProvider time)
{
    /// <summary>Runs a plan.</summary>
    /// <param name="plan">What to replay.</param>
    /// <param name="progress">Told how far it is.</param>
    /// <param name="cancel">Ends it with <see cref="OperationCanceledException"/>.</param>
    public BacktestReport Run(BacktestPlan plan, IProgress<ReplayProgress>? progress, CancellationToken cancel)
    {
        var began = time.GetTimestamp();
        var reported = new ReportedPayments(plan.Range);
        var candidate = Tally(plan.Candidate);
        var baseline = plan.Baseline is { } policy ? Tally(policy) : null;
        var flips = new FlipTally(plan.ExamplesMax);
        var summary = new HistoryReplay(catalogue, options).Run(plan.Input, Receive, progress, cancel);
        var seconds = time.GetElapsedTime(began).TotalSeconds;
        return new BacktestReport
        {
            Payments = summary.Payments,
            Decided = reported.Payments,
            Duplicates = summary.Duplicates,
            Late = summary.Late,
            Refused = summary.Refused,
            Labelled = reported.Labelled,
            Frauds = reported.Frauds,
            From = reported.First,
            To = reported.Last,
            Seconds = seconds,
            PaymentsPerSecond = summary.Payments / seconds,
            Candidate = candidate.Report(),
            Baseline = baseline?.Report(),
            Flips = baseline is null ? null : flips.Report(),
        };

        PolicyTally Tally(CompiledPolicy policy) =>
            new(policy, new DecisionPipeline(new FeatureStates(catalogue, options), new ProfileTable()), reported);

        void Receive(ReplayBatch batch)
        {
            if (!reported.Add(batch))
                return;
            candidate.Add(batch);
            if (baseline is null)
                return;
            baseline.Add(batch);
            for (var i = 0; i < batch.Count; i++)
            {
                if (reported.Includes(batch, i))
                    flips.Add(baseline.Decisions[i]!, candidate.Decisions[i]!, batch.IsFraud(i));
            }
        }
    }
}
