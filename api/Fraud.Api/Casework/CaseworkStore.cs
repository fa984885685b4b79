using System.Buffers;
using System.Text.Json;
using Dapper;
using Fraud.Api.Alerts;
using Fraud.Api.Storage;
using Fraud.Contracts;
using Fraud.Contracts.Json;
using Npgsql;

namespace Fraud.Api.Casework;

/// <summary>
/// Carries out work on alerts. The change, its audit entry and the label that follows from it are written in one transaction; the label goes to
/// the log from there, so there is never one without the other.
/// </summary>
internal sealed class CaseworkStore(Database database, TimeProvider time)
{
    private const string LabelSource = "analyst";

    /// <summary>Applies an action to an alert nobody else changes meanwhile.</summary>
    /// <param name="key">The alert.</param>
    /// <param name="actor">Who does it.</param>
    /// <param name="action">What it means for the alert as it stands; null changes nothing.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The alert after it; null when there is no such alert.</returns>
    public async Task<AlertRow?> ApplyAsync(AlertKey key, string actor, Func<AlertRow, CaseworkStep?> action, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken).ConfigureAwait(false);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
        var alert = await ReadAsync(connection, transaction, key, "for update", cancellationToken).ConfigureAwait(false);
        if (alert is null) return null;
        if (action(alert) is not { } step) return alert;

        var now = time.GetUtcNow();
        await WriteAsync(connection, transaction, alert, actor, step, now, cancellationToken).ConfigureAwait(false);
        var after = await ReadAsync(connection, transaction, key, "", cancellationToken).ConfigureAwait(false);
        await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
        return after;
    }

    /// <summary>What was done to an alert, oldest first.</summary>
    public async Task<List<AuditEntry>> TrailAsync(AlertKey key, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken).ConfigureAwait(false);
        return (await connection.QueryAsync<AuditEntry>(new CommandDefinition(CaseworkSql.Trail, key, cancellationToken: cancellationToken))
            .ConfigureAwait(false)).AsList();
    }

    private static async Task<AlertRow?> ReadAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, AlertKey key, string locking, CancellationToken cancellationToken) =>
        await connection.QuerySingleOrDefaultAsync<AlertRow>(new CommandDefinition(
            $"select {AlertRow.Columns} from alerts where payment_id = @PaymentId and account_id = @AccountId {locking}",
            key,
            transaction,
            cancellationToken: cancellationToken)).ConfigureAwait(false);

    private static async Task WriteAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, AlertRow alert, string actor, CaseworkStep step, DateTimeOffset now, CancellationToken cancellationToken)
    {
        Task ExecuteAsync(string sql, object values) =>
            connection.ExecuteAsync(new CommandDefinition(sql, values, transaction, cancellationToken: cancellationToken));

        var at = now.UtcDateTime;
        var key = new AlertKey(alert.PaymentId, alert.AccountId);
        await ExecuteAsync(CaseworkSql.Update, new { key.PaymentId, key.AccountId, step.Status, step.Verdict, step.Assignee, At = at }).ConfigureAwait(false);
        var detail = JsonSerializer.Serialize(new { step.Status, step.Verdict, step.Assignee, step.Comment }, ApiJson.Options);
        await ExecuteAsync(CaseworkSql.Audit, new { At = at, Actor = actor, step.Action, key.PaymentId, key.AccountId, Detail = detail }).ConfigureAwait(false);
        if (step.Label is { } label)
        {
            var terminal = await connection.ExecuteScalarAsync<string?>(new CommandDefinition(CaseworkSql.Terminal, key, transaction, cancellationToken: cancellationToken)).ConfigureAwait(false);
            await ExecuteAsync(CaseworkSql.Outbox, new { key.AccountId, Record = Record(alert, terminal, label, now) }).ConfigureAwait(false);
        }

        await ExecuteAsync(CaseworkSql.Notify, new { Payload = JsonSerializer.Serialize(key, ApiJson.Options) }).ConfigureAwait(false);
    }

    private static byte[] Record(AlertRow alert, string? terminal, LabelChange label, DateTimeOffset now)
    {
        var buffer = new ArrayBufferWriter<byte>();
        LabelJson.Write(
            new Label
            {
                PaymentId = alert.PaymentId,
                AccountId = alert.AccountId,
                Fraud = label.Fraud,
                KnownTimeMs = now.ToUnixTimeMilliseconds(),
                Source = LabelSource,
                Kind = label.Kind,
                EventTimeMs = new DateTimeOffset(alert.EventTime).ToUnixTimeMilliseconds(),
                MerchantId = alert.MerchantId,
                TerminalId = terminal,
                DeviceId = alert.DeviceId,
                Ip = alert.Ip,
            },
            buffer);
        return buffer.WrittenSpan.ToArray();
    }
}
