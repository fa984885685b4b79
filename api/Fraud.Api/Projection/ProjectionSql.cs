namespace Fraud.Api.Projection;

/// <summary>
/// The statements of one projection transaction. Rows arrive by COPY in temporary tables; what is new among them is inserted, and everything
/// counted is counted from what was inserted, so a record seen twice counts once.
/// </summary>
internal static class ProjectionSql
{
    public const string DecisionColumns =
        "amount_minor, event_time, decided_time, position_offset, probability, score, policy_version, position_partition, late, outcome, "
        + "payment_id, account_id, currency, reason_codes, rules, policy_name, policy_digest, model_id, position_topic";

    public const string AlertColumns = DecisionColumns + ", reasons, card_id, merchant_id, mcc, country, channel, device_id, ip, payment, decision, search";

    public const string CreateIncoming = """
        create temp table incoming_decisions (like decisions including defaults) on commit delete rows;
        create temp table incoming_alerts (like alerts including defaults) on commit delete rows;
        """;

    public const string CopyDecisions = $"copy incoming_decisions ({DecisionColumns}, record) from stdin (format binary)";

    public const string CopyAlerts = $"copy incoming_alerts (seq, {AlertColumns}) from stdin (format binary)";

    public const string InsertDecisions = $"""
        with inserted as (
            insert into decisions ({DecisionColumns}, record) select {DecisionColumns}, record from incoming_decisions
            on conflict do nothing
            returning event_time, decided_time, outcome, currency, amount_minor, reason_codes, rules
        ), totals as (
            insert into decision_totals as t
            select outcome, currency, count(*), sum(amount_minor) from inserted group by 1, 2
            on conflict (outcome, currency) do update
            set decisions = t.decisions + excluded.decisions, amount_minor = t.amount_minor + excluded.amount_minor
        ), series as (
            insert into decision_series as s
            select date_trunc('second', decided_time), outcome, count(*) from inserted group by 1, 2
            on conflict (second, kind) do update set decisions = s.decisions + excluded.decisions
        ), hits as (
            insert into hit_series as h
            select date_trunc('minute', decided_time), kind, name, count(*)
            from inserted cross join lateral (
                select 'reason' as kind, unnest(reason_codes) as name union all select 'rule', unnest(rules)) hit
            group by 1, 2, 3
            on conflict (minute, kind, name) do update set hits = h.hits + excluded.hits
        )
        insert into latency_series as l
        select date_bin('10 seconds', decided_time, 'epoch'), round(ln(1 + ms) * 12)::int, count(*)
        from (select decided_time, extract(epoch from decided_time - event_time) * 1000 as ms from inserted) measured
        where ms between 0 and 60000
        group by 1, 2
        on conflict (ten_seconds, bucket) do update set decisions = l.decisions + excluded.decisions
        """;

    public const string InsertAlerts = $"""
        with feed as (
            select last_seq from alert_feed for update
        ), fresh as (
            select distinct on (payment_id, account_id) i.* from incoming_alerts i
            where not exists (select from alerts a where a.payment_id = i.payment_id and a.account_id = i.account_id)
            order by payment_id, account_id, seq
        ), inserted as (
            insert into alerts (seq, {AlertColumns})
            select (select last_seq from feed) + row_number() over (order by seq), {AlertColumns} from fresh
            returning seq, decided_time
        ), series as (
            insert into decision_series as s
            select date_trunc('second', decided_time), 'alert', count(*) from inserted group by 1
            on conflict (second, kind) do update set decisions = s.decisions + excluded.decisions
        )
        update alert_feed set last_seq = greatest(last_seq, (select max(seq) from inserted))
        """;

    public const string UpsertOffset = """
        insert into projection_offsets values ($1, $2, $3, $4, $5)
        on conflict (topic, partition) do update
        set next_offset = excluded.next_offset, end_offset = excluded.end_offset, updated_at = excluded.updated_at
        """;

    public const string InsertReject = "insert into projection_rejects values ($1, $2, $3, $4) on conflict do nothing";

    public const string UpsertSample = """
        insert into feature_sample values ($1, $2, $3)
        on conflict (slot) do update set feature_set = excluded.feature_set, features = excluded.features
        """;

    public const string Notify = "select pg_notify('fraud_projected', last_seq::text) from alert_feed";

    /// <summary>$1: the oldest time kept.</summary>
    public const string Prune = """
        delete from decision_series where second < $1;
        delete from hit_series where minute < $1;
        delete from latency_series where ten_seconds < $1
        """;
}
