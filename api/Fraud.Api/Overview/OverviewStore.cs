using Dapper;
using Fraud.Api.Storage;

namespace Fraud.Api.Overview;

/// <summary>Reads the overview from the counts that the projection keeps.</summary>
internal sealed class OverviewStore(Database database, TimeProvider time)
{
    private const int TopMax = 10;
    private const string AlertKind = "alert";
    private static readonly TimeSpan LatencySpan = TimeSpan.FromMinutes(2);

    /// <summary>The overview now.</summary>
    /// <param name="minutes">Length of the series.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<OverviewSnapshot> ReadAsync(int minutes, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var window = OverviewWindow.At(now, minutes);
        await using var connection = await database.OpenAsync(cancellationToken).ConfigureAwait(false);
        await using var read = await connection.QueryMultipleAsync(new CommandDefinition(OverviewSql.Read, new
        {
            from = window.From,
            to = window.To,
            minuteAgo = window.To.AddSeconds(-60),
            twoMinutesAgo = now - LatencySpan,
        }, cancellationToken: cancellationToken)).ConfigureAwait(false);

        var totals = await ListAsync<OutcomeTotal>(read).ConfigureAwait(false);
        var alerts = await read.ReadSingleAsync<long>().ConfigureAwait(false);
        var unfinished = await ListAsync<OverviewSql.UnfinishedRow>(read).ConfigureAwait(false);
        var verdicts = await ListAsync<OverviewSql.VerdictRow>(read).ConfigureAwait(false);
        var seconds = await ListAsync<OverviewSql.SecondRow>(read).ConfigureAwait(false);
        var latency = await ListAsync<OverviewSql.BucketRow>(read).ConfigureAwait(false);
        var hits = await ListAsync<OverviewSql.HitRow>(read).ConfigureAwait(false);
        return new OverviewSnapshot
        {
            AsOf = now,
            Totals = totals,
            Alerts = alerts,
            Work = Work(unfinished, verdicts),
            AtRisk = AtRisk(unfinished),
            DecisionsPerSecond = Sum(seconds, window.To.AddSeconds(-10), s => s.Kind != AlertKind) / 10.0,
            AlertsPerMinute = Sum(seconds, window.To.AddSeconds(-60), s => s.Kind == AlertKind),
            Latency = LatencySummary.Of([.. latency.Select(b => (b.Bucket, b.Decisions))]),
            Series = Series(window, seconds),
            TopRules = Top(hits, "rule"),
            TopReasons = Top(hits, "reason"),
            Projection = await read.ReadSingleAsync<ProjectionLag>().ConfigureAwait(false),
        };
    }

    private static async Task<List<T>> ListAsync<T>(SqlMapper.GridReader read) => (await read.ReadAsync<T>().ConfigureAwait(false)).AsList();

    private static AlertCounts Work(List<OverviewSql.UnfinishedRow> unfinished, List<OverviewSql.VerdictRow> verdicts) => new(
        unfinished.Where(u => u.Status == "open").Sum(u => u.Alerts),
        unfinished.Where(u => u.Status == "assigned").Sum(u => u.Alerts),
        verdicts.Where(v => v.Verdict == "fraud").Sum(v => v.Alerts),
        verdicts.Where(v => v.Verdict == "genuine").Sum(v => v.Alerts));

    private static List<CurrencyAmount> AtRisk(List<OverviewSql.UnfinishedRow> unfinished) =>
        [.. unfinished.GroupBy(u => u.Currency).Select(g => new CurrencyAmount(g.Key, g.Sum(u => u.AmountMinor))).OrderByDescending(a => a.AmountMinor)];

    private static long Sum(List<OverviewSql.SecondRow> seconds, DateTime since, Func<OverviewSql.SecondRow, bool> kind) =>
        seconds.Where(s => s.Second >= since && kind(s)).Sum(s => s.Decisions);

    private static RateSeries Series(OverviewWindow window, List<OverviewSql.SecondRow> seconds)
    {
        long[] Steps(string kind)
        {
            var steps = new long[OverviewWindow.Steps];
            foreach (var second in seconds.Where(s => s.Kind == kind))
            {
                var step = window.IndexOf(second.Second);
                if (step is >= 0 and < OverviewWindow.Steps) steps[step] += second.Decisions;
            }

            return steps;
        }

        return new RateSeries(window.From, window.Step.TotalSeconds, Steps("approve"), Steps("review"), Steps("decline"), Steps(AlertKind));
    }

    private static List<HitCount> Top(IEnumerable<OverviewSql.HitRow> hits, string kind) =>
        [.. hits.Where(h => h.Kind == kind).Take(TopMax).Select(h => new HitCount(h.Name, h.Hits))];
}
