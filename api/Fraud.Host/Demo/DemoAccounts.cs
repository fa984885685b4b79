using Fraud.Host.Auditing;
using Fraud.Host.Demo.Audit;
using Fraud.Host.Demo.Live;
using Fraud.Simulator;

namespace Fraud.Host.Demo;

/// <summary>The end of a demo: waits until everything posted is decided, stored and pushed, then accounts for it from the topics.</summary>
internal sealed class DemoAccounts(DemoFolder folder, DemoStateFile states, World world, DemoConsole console)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Takes the accounts.</summary>
    /// <param name="session">The platform.</param>
    /// <param name="stop">The platform stopped by itself.</param>
    public async Task<DemoReport> TakeAsync(DemoSession session, CancellationToken stop)
    {
        LogAudit? audit = null;
        var cdcChanges = 0L;
        await console.StepAsync("waiting until everything is decided", async _ =>
        {
            await session.Settling.UntilDecidedAsync(Patience, _ => { }, stop);
            cdcChanges = await session.Profiles().UntilCarriedAsync(Patience, stop);
            return "decided, and the tables carried";
        });
        await console.StepAsync("accounting for every payment from the topics", progress => Task.Run(
            () =>
            {
                var truth = FraudTruth.Make(world, states.State.HistoryDays, states.State.Next, stop);
                audit = LogAudit.Read(new TopicScan(session.Platform.Addresses.Kafka), folder.Journal, truth, stop);
                return $"{audit.Decisions:N0} decisions";
            },
            stop));
        await console.StepAsync("waiting until every alert is stored and pushed", async _ =>
        {
            await session.Settling.UntilProjectedAsync(audit!.Decisions, audit.Alerts, Patience, stop);
            await session.Settling.UntilPushedAsync(() => states.State.AlertsReceived, audit.Alerts, Patience, stop);
            return $"{audit.Alerts:N0} alerts";
        });
        return Report(audit!, session, cdcChanges, await session.Settling.AlertsAsync(stop));
    }

    private DemoReport Report(LogAudit audit, DemoSession session, long cdcChanges, long alertsInPostgres)
    {
        var state = states.State;
        var report = new DemoReport
        {
            PaymentsPosted = audit.Posted,
            PaymentsDecided = audit.LiveDecisions,
            DecisionsDistinct = audit.LiveDistinct,
            DecisionsOnLog = audit.Decisions,
            Missing = audit.Missing,
            Duplicates = audit.Duplicates,
            Alerts = audit.Alerts,
            AlertsInPostgres = alertsInPostgres,
            AlertsPushed = state.AlertsReceived - state.AlertsConflated,
            AlertsConflated = state.AlertsConflated,
            AlertMismatches = audit.AlertMismatches,
            DuplicatesPosted = state.DuplicatesPosted,
            MalformedPosted = state.MalformedPosted,
            MalformedProduced = state.MalformedProduced,
            DeadLetters = audit.DeadLetters,
            DeadLetterMismatches = audit.DeadLetterMismatches,
            CdcChanges = cdcChanges,
            Precision = audit.Quality.Precision,
            Recall = audit.Quality.Recall,
            Kinds = Kinds(audit.Quality),
            DecideP50Ms = session.Board.LatencyMs(50),
            DecideP99Ms = session.Board.LatencyMs(99),
            Retries = session.Board.Retries,
            Engine = state.Model?.Engine,
            ModelAuc = state.Model?.Auc,
            ModelAveragePrecision = state.Model?.AveragePrecision,
            HistoryPayments = state.WarmUp?.Payments,
            HistoryPaymentsPerSecond = state.WarmUp?.PaymentsPerSecond,
            DashboardUrl = session.Dashboard,
            Faults = [],
        };
        return report with { Faults = [.. Faults(report, session.Board)] };
    }

    private static SortedDictionary<string, KindReport> Kinds(DetectionQuality quality)
    {
        var kinds = new SortedDictionary<string, KindReport>(StringComparer.Ordinal);
        foreach (var kind in FraudKinds.All.Prepend(FraudKind.None))
        {
            var (decided, flagged) = quality.Of(kind);
            kinds[kind.Name()] = new KindReport(decided, flagged);
        }

        return kinds;
    }

    private static IEnumerable<string> Faults(DemoReport report, Scoreboard board)
    {
        if (report.Missing > 0) yield return $"{report.Missing} payments have no decision";
        if (report.Duplicates > 0) yield return $"{report.Duplicates} payments have more than one decision";
        if (report.AlertMismatches > 0) yield return $"{report.AlertMismatches} decisions and alerts do not belong together";
        if (report.AlertsInPostgres != report.Alerts) yield return $"Postgres holds {report.AlertsInPostgres} of {report.Alerts} alerts";
        if (report.AlertsPushed + report.AlertsConflated != report.Alerts) yield return $"{report.AlertsPushed} of {report.Alerts} alerts were pushed";
        if (report.DeadLetterMismatches > 0) yield return $"{report.DeadLetterMismatches} refused records and dead letters do not belong together";
        if (board.Fault is { } fault) yield return fault;
    }
}
