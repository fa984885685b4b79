using System.Text.Json;
using Fraud.Api.Alerts;
using Fraud.Api.Casework;
using Fraud.Api.Storage;
using Fraud.Contracts.Json;
using Npgsql;

namespace Fraud.Api.Projection;

/// <summary>
/// Puts corrections in force: the decision that stood until now is kept beside, counts move to the new outcome, and an alert says what its newest
/// decision says, with the work of people on it as it was. Read a second time, a correction changes nothing.
/// </summary>
internal static class CorrectionSql
{
    private const string ToDecision = """
        with old as (
            select * from decisions where payment_id = $3 and account_id = $4 for update
        ), kept as (
            insert into superseded_decisions
            select $1, $2, payment_id, account_id, $5, record from old
            on conflict do nothing
            returning payment_id
        ), moved as (
            select outcome, currency, -1 as n, -amount_minor as amount from old cross join kept
            union all select $6, currency, 1, amount_minor from old cross join kept
        ), totals as (
            insert into decision_totals as t
            select outcome, currency, sum(n), sum(amount) from moved group by 1, 2 having sum(n) <> 0
            on conflict (outcome, currency) do update
            set decisions = t.decisions + excluded.decisions, amount_minor = t.amount_minor + excluded.amount_minor
        )
        update decisions d
        set decided_time = $5, outcome = $6, score = $7, probability = $8, reason_codes = $9, rules = $10,
            policy_name = $11, policy_version = $12, policy_digest = $13, model_id = $14, late = $15, record = $16
        from kept where d.payment_id = kept.payment_id and d.account_id = $4
        """;

    private const string ToAlert = """
        update alerts
        set decided_time = $3, outcome = $4, score = $5, probability = $6, reason_codes = $7, rules = $8,
            policy_name = $9, policy_version = $10, policy_digest = $11, model_id = $12, late = $13, decision = $14, reasons = $15::json, search = $16
        where payment_id = $1 and account_id = $2
        """;

    private const string Changed = $"select pg_notify('{CaseworkSql.ChangedChannel}', $1)";

    public static void AddTo(NpgsqlBatch statements, ProjectionBatch batch)
    {
        foreach (var row in batch.Corrections)
        {
            var record = row.Decision.Supersedes!.Record;
            Add(statements, ToDecision, [record.Partition, record.Offset, .. Key(row), .. Values(row)]);
        }

        foreach (var alert in batch.Alerts.Where(alert => alert.Row.Decision.Supersedes is not null))
        {
            var decision = alert.Row.Decision;
            Add(statements, ToAlert, [.. Key(alert.Row), .. Values(alert.Row), JsonSerializer.Serialize(decision.Reasons, ApiJson.Options), alert.Search]);
            Add(statements, Changed, [JsonSerializer.Serialize(new AlertKey(PostgresText.Of(decision.PaymentId), PostgresText.Of(decision.AccountId)), ApiJson.Options)]);
        }
    }

    private static object?[] Key(DecisionRow row) => [PostgresText.Of(row.Decision.PaymentId), PostgresText.Of(row.Decision.AccountId)];

    private static object?[] Values(DecisionRow row)
    {
        var decision = row.Decision;
        return
        [
            row.DecidedTime, OutcomeName.Of(decision.Outcome), decision.Score, decision.Probability,
            Distinct(decision.Reasons.Select(reason => reason.Code)), Distinct(decision.Reasons.Select(reason => reason.Rule)),
            PostgresText.Of(decision.PolicyName), decision.PolicyVersion, PostgresText.Of(decision.PolicyDigest),
            PostgresText.OrNull(decision.ModelId), decision.Late, row.Record,
        ];
    }

    private static string[] Distinct(IEnumerable<string?> texts) => [.. texts.OfType<string>().Select(PostgresText.Of).Distinct()];

    private static void Add(NpgsqlBatch statements, string sql, object?[] values)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var value in values)
            command.Parameters.Add(value is null ? new NpgsqlParameter { Value = DBNull.Value } : new NpgsqlParameter { Value = value });
        statements.BatchCommands.Add(command);
    }
}
