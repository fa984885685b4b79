namespace Fraud.Contracts;

/// <summary>Names of the topics on the log. The version is part of the name; schemas change additively.</summary>
public static class Topics
{
    /// <summary>Payments as they happened; key: account id.</summary>
    public const string Payments = "payments.v1";

    /// <summary>Logins, password and device changes and other non-money events; key: account id.</summary>
    public const string AccountEvents = "account-events.v1";

    /// <summary>Chargebacks and analyst verdicts; key: account id.</summary>
    public const string Labels = "labels.v1";

    /// <summary>
    /// Policy versions and the steps taken with them, compacted. One key per fact, <c>name/version/digest</c> or <c>name/step/number</c>: keyed by
    /// name, compaction would drop the versions that rollback, history and proof need.
    /// </summary>
    public const string Policy = "policy.v1";

    /// <summary>Exactly one decision per payment; key: account id.</summary>
    public const string Decisions = "decisions.v1";

    /// <summary>Decisions that need a person; key: account id.</summary>
    public const string Alerts = "alerts.v1";

    /// <summary>Refused records with their bytes, position and reason; key: the source record's key.</summary>
    public const string DeadLetter = "dead-letter.v1";

    /// <summary>Row changes of one table in the Debezium envelope; key: the row's primary key.</summary>
    /// <param name="table">Table name without schema.</param>
    public static string Cdc(string table) => $"cdc.{table}.v1";

    /// <summary>Logical messages of captured databases (<c>pg_logical_emit_message</c>) in the Debezium envelope; key: the message's prefix.</summary>
    public const string CdcMessages = "cdc-messages.v1";

    /// <summary>How far each change data capture connector has come, compacted; key: the connector's name.</summary>
    public const string CdcPositions = "cdc-positions.v1";
}
