namespace Fraud.Api.Overview;

/// <summary>The statements of one overview, read in this order, and their rows.</summary>
internal static class OverviewSql
{
    public const string Read = """
        select outcome, currency, decisions, amount_minor from decision_totals order by outcome, decisions desc;
        select last_seq from alert_feed;
        select status, currency, count(*) as alerts, sum(amount_minor) as amount_minor from alerts where status <> 'closed' group by 1, 2;
        select verdict, count(*) as alerts from alerts where status = 'closed' group by 1;
        select second, kind, decisions from decision_series where second >= least(@from, @minuteAgo) and second < @to;
        select bucket, sum(decisions)::bigint as decisions from latency_series where ten_seconds >= @twoMinutesAgo group by 1 order by 1;
        select kind, name, sum(hits)::bigint as hits from hit_series where minute >= @from group by 1, 2 order by 3 desc, 2;
        select coalesce(sum(end_offset - next_offset), 0)::bigint as records, max(updated_at) as updated_at,
               (select count(*) from projection_rejects) as rejected
        from projection_offsets;
        """;

    public sealed record UnfinishedRow(string Status, string Currency, long Alerts, decimal AmountMinor);

    public sealed record VerdictRow(string Verdict, long Alerts);

    public sealed record SecondRow(DateTime Second, string Kind, long Decisions);

    public sealed record BucketRow(int Bucket, long Decisions);

    public sealed record HitRow(string Kind, string Name, long Hits);
}
