namespace Fraud.Api.Casework;

/// <summary>The statements of one piece of work on an alert.</summary>
internal static class CaseworkSql
{
    /// <summary>Notification channel; the payload is the alert's key as JSON.</summary>
    public const string ChangedChannel = "fraud_alert_changed";

    public const string Update = """
        update alerts set status = @Status, verdict = @Verdict, assignee = @Assignee,
            closed_at = case when @Status = 'closed' then @At::timestamptz end
        where payment_id = @PaymentId and account_id = @AccountId
        """;

    public const string Audit = """
        insert into audit_log (at, actor, action, payment_id, account_id, detail)
        values (@At, @Actor, @Action, @PaymentId, @AccountId, @Detail::jsonb)
        """;

    public const string Terminal = "select payment ->> 'terminal_id' from alerts where payment_id = @PaymentId and account_id = @AccountId";

    public const string Outbox = "insert into label_outbox (account_id, record) values (@AccountId, @Record)";

    public const string Notify = "select pg_notify('fraud_alert_changed', @Payload)";

    public const string Trail = """
        select id, at, actor, action, detail::text as detail from audit_log
        where payment_id = @PaymentId and account_id = @AccountId order by id
        """;
}
