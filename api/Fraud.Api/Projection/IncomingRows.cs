using System.Text.Json;
using Fraud.Api.Storage;
using Fraud.Contracts;
using Fraud.Contracts.Json;
using Npgsql;
using NpgsqlTypes;

namespace Fraud.Api.Projection;

/// <summary>Copies rows into the transaction's temporary tables, in PostgreSQL's binary COPY format.</summary>
internal static class IncomingRows
{
    public static void CopyDecisions(NpgsqlConnection connection, List<DecisionRow> rows)
    {
        if (rows.Count == 0) return;
        using var copy = connection.BeginBinaryImport(ProjectionSql.CopyDecisions);
        foreach (var row in rows)
        {
            copy.StartRow();
            WriteDecision(copy, row);
            copy.Write(row.Record, NpgsqlDbType.Bytea);
        }

        copy.Complete();
    }

    public static void CopyAlerts(NpgsqlConnection connection, List<AlertRecordRow> rows)
    {
        if (rows.Count == 0) return;
        using var copy = connection.BeginBinaryImport(ProjectionSql.CopyAlerts);
        for (var i = 0; i < rows.Count; i++)
        {
            var (row, payment) = rows[i];
            copy.StartRow();
            copy.Write((long)i, NpgsqlDbType.Bigint);
            WriteDecision(copy, row);
            copy.Write(ReasonsJson(row.Decision.Reasons), NpgsqlDbType.Json);
            WriteText(copy, rows[i].CardId);
            WriteText(copy, rows[i].MerchantId);
            WriteText(copy, rows[i].Mcc);
            WriteText(copy, rows[i].Country);
            WriteText(copy, rows[i].Channel);
            WriteText(copy, rows[i].DeviceId);
            WriteText(copy, rows[i].Ip);
            copy.Write(payment, NpgsqlDbType.Json);
            copy.Write(row.Record, NpgsqlDbType.Bytea);
            copy.Write(rows[i].Search, NpgsqlDbType.Text);
        }

        copy.Complete();
    }

    private static void WriteDecision(NpgsqlBinaryImporter copy, DecisionRow row)
    {
        var decision = row.Decision;
        copy.Write(decision.AmountMinor, NpgsqlDbType.Bigint);
        copy.Write(row.EventTime, NpgsqlDbType.TimestampTz);
        copy.Write(row.DecidedTime, NpgsqlDbType.TimestampTz);
        copy.Write(decision.Position.Offset, NpgsqlDbType.Bigint);
        if (decision.Probability is { } probability) copy.Write(probability, NpgsqlDbType.Double);
        else copy.WriteNull();
        copy.Write(decision.Score, NpgsqlDbType.Integer);
        copy.Write(decision.PolicyVersion, NpgsqlDbType.Integer);
        copy.Write(decision.Position.Partition, NpgsqlDbType.Integer);
        copy.Write(decision.Late, NpgsqlDbType.Boolean);
        copy.Write(OutcomeName.Of(decision.Outcome), NpgsqlDbType.Text);
        WriteText(copy, decision.PaymentId);
        WriteText(copy, decision.AccountId);
        WriteText(copy, decision.Currency);
        copy.Write(Distinct(decision.Reasons, r => r.Code), NpgsqlDbType.Array | NpgsqlDbType.Text);
        copy.Write(Distinct(decision.Reasons, r => r.Rule), NpgsqlDbType.Array | NpgsqlDbType.Text);
        WriteText(copy, decision.PolicyName);
        WriteText(copy, decision.PolicyDigest);
        WriteText(copy, decision.ModelId);
        WriteText(copy, decision.Position.Topic);
    }

    private static void WriteText(NpgsqlBinaryImporter copy, string? value)
    {
        if (value is null) copy.WriteNull();
        else copy.Write(PostgresText.Of(value), NpgsqlDbType.Text);
    }

    private static string[] Distinct(IReadOnlyList<Reason> reasons, Func<Reason, string?> part) => reasons.Count == 0
        ? []
        : [.. reasons.Select(part).OfType<string>().Select(PostgresText.Of).Distinct()];

    private static string ReasonsJson(IReadOnlyList<Reason> reasons) => JsonSerializer.Serialize(reasons, ApiJson.Options);
}
