using System.Text;
using Dapper;
using Fraud.Api.Storage;

namespace Fraud.Api.Alerts;

/// <summary>Reads alerts.</summary>
internal sealed class AlertStore(Database database)
{
    /// <summary>The order's identity and the position of its newest alert.</summary>
    public async Task<FeedHead> HeadAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken).ConfigureAwait(false);
        return await connection.QuerySingleAsync<FeedHead>(new CommandDefinition(
            "select id, last_seq from alert_feed", cancellationToken: cancellationToken)).ConfigureAwait(false);
    }

    /// <summary>One page of a list.</summary>
    public async Task<AlertPage> ListAsync(AlertQuery query, CancellationToken cancellationToken)
    {
        var head = await HeadAsync(cancellationToken).ConfigureAwait(false);
        var limit = query.Limit ?? AlertQuery.LimitDefault;
        // Rows are read up to the position given back, so that list and stream join without a gap or an overlap.
        var sql = new StringBuilder($"select {AlertRow.Columns} from alerts where seq <= @head");
        if (query.Before is not null) sql.Append(" and seq < @before");
        if (query.StatusList is not null) sql.Append(" and status = any(@status)");
        if (query.OutcomeList is not null) sql.Append(" and outcome = any(@outcome)");
        if (!string.IsNullOrWhiteSpace(query.Rule)) sql.Append(" and rules @> array[@rule]");
        if (!string.IsNullOrWhiteSpace(query.Q)) sql.Append(@" and search like @text");
        sql.Append(" order by seq desc limit @limit");
        await using var connection = await database.OpenAsync(cancellationToken).ConfigureAwait(false);
        var rows = (await connection.QueryAsync<AlertRow>(new CommandDefinition(sql.ToString(), new
        {
            head = head.LastSeq,
            before = query.Before,
            status = query.StatusList,
            outcome = query.OutcomeList,
            rule = PostgresText.OrNull(query.Rule),
            text = Contains(query.Q),
            limit = limit + 1,
        }, cancellationToken: cancellationToken)).ConfigureAwait(false)).AsList();
        var more = rows.Count > limit;
        if (more) rows.RemoveAt(limit);
        return new AlertPage(head.Id, head.LastSeq, rows, more ? rows[^1].Seq : null);
    }

    /// <summary>The alerts of a payment id: one, unless several accounts used the same id; at most two are returned.</summary>
    public async Task<List<AlertKey>> KeysAsync(string paymentId, string? accountId, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken).ConfigureAwait(false);
        return (await connection.QueryAsync<AlertKey>(new CommandDefinition(
            "select payment_id, account_id from alerts where payment_id = @paymentId and (@accountId::text is null or account_id = @accountId) limit 2",
            new { paymentId = PostgresText.Of(paymentId), accountId = PostgresText.OrNull(accountId) },
            cancellationToken: cancellationToken)).ConfigureAwait(false)).AsList();
    }

    /// <summary>One alert; null when there is none.</summary>
    public async Task<AlertRow?> FindAsync(AlertKey key, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken).ConfigureAwait(false);
        return await connection.QuerySingleOrDefaultAsync<AlertRow>(new CommandDefinition(
            $"select {AlertRow.Columns} from alerts where payment_id = @PaymentId and account_id = @AccountId",
            key,
            cancellationToken: cancellationToken)).ConfigureAwait(false);
    }

    /// <summary>Alerts after a position, in order.</summary>
    public async Task<List<AlertRow>> AfterAsync(long seq, int limit, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken).ConfigureAwait(false);
        return (await connection.QueryAsync<AlertRow>(new CommandDefinition(
            $"select {AlertRow.Columns} from alerts where seq > @seq order by seq limit @limit",
            new { seq, limit },
            cancellationToken: cancellationToken)).ConfigureAwait(false)).AsList();
    }

    /// <summary>How many alerts of each outcome stand after one position and up to another.</summary>
    public async Task<Dictionary<string, long>> CountAsync(long after, long upTo, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken).ConfigureAwait(false);
        var counts = await connection.QueryAsync<(string Outcome, long Count)>(new CommandDefinition(
            "select outcome, count(*) from alerts where seq > @after and seq <= @upTo group by outcome",
            new { after, upTo },
            cancellationToken: cancellationToken)).ConfigureAwait(false);
        return counts.ToDictionary(c => c.Outcome, c => c.Count);
    }

    private static string? Contains(string? text) => string.IsNullOrWhiteSpace(text)
        ? null
        : $"%{PostgresText.Of(text.Trim().ToLowerInvariant()).Replace(@"\", @"\\").Replace("%", @"\%").Replace("_", @"\_")}%";
}
