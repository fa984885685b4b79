using Dapper;
using Fraud.Api.Storage;

namespace Fraud.Api.Decisions;

/// <summary>Finds decisions.</summary>
internal sealed class DecisionStore(Database database)
{
    /// <summary>The records of a payment id, as they stand on the log: one, unless several accounts used the same id.</summary>
    /// <param name="paymentId">The payment.</param>
    /// <param name="accountId">Its account; null for any.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<List<byte[]>> FindAsync(string paymentId, string? accountId, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken).ConfigureAwait(false);
        return (await connection.QueryAsync<byte[]>(new CommandDefinition(
            "select record from decisions where payment_id = @paymentId and (@accountId::text is null or account_id = @accountId) limit 2",
            new { paymentId = PostgresText.Of(paymentId), accountId = PostgresText.OrNull(accountId) },
            cancellationToken: cancellationToken)).ConfigureAwait(false)).AsList();
    }

    /// <summary>The decisions about a payment that corrections took the place of, oldest first, as they stand on the log.</summary>
    public async Task<List<byte[]>> SupersededAsync(string paymentId, string accountId, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken).ConfigureAwait(false);
        return (await connection.QueryAsync<byte[]>(new CommandDefinition(
            "select record from superseded_decisions where payment_id = @paymentId and account_id = @accountId order by record_offset",
            new { paymentId = PostgresText.Of(paymentId), accountId = PostgresText.Of(accountId) },
            cancellationToken: cancellationToken)).ConfigureAwait(false)).AsList();
    }

    /// <summary>An account's newest payments, newest first.</summary>
    /// <param name="accountId">The account.</param>
    /// <param name="limit">Most payments.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<List<AccountPayment>> OfAccountAsync(string accountId, int limit, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken).ConfigureAwait(false);
        return (await connection.QueryAsync<AccountPayment>(new CommandDefinition(
            """
            select d.payment_id, d.amount_minor, d.currency, d.event_time, d.outcome, d.score, a.merchant_id, a.verdict
            from decisions d left join alerts a using (payment_id, account_id)
            where d.account_id = @accountId order by d.event_time desc limit @limit
            """,
            new { accountId, limit },
            cancellationToken: cancellationToken)).ConfigureAwait(false)).AsList();
    }
}
