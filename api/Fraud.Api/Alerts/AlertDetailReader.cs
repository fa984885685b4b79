using Dapper;
using Fraud.Api.Casework;
using Fraud.Api.Decisions;
using Fraud.Api.Storage;
using Fraud.Contracts.Json;
using Fraud.Features;

namespace Fraud.Api.Alerts;

/// <summary>Puts together what an analyst needs about one alert.</summary>
internal sealed class AlertDetailReader(Database database, AlertStore alerts, DecisionStore decisions, CaseworkStore casework, TypicalFeatures typical)
{
    private const int AccountPaymentsMax = 50;

    /// <summary>The alert with all that belongs to it; null when there is none.</summary>
    public async Task<AlertDetail?> ReadAsync(AlertKey key, CancellationToken cancellationToken)
    {
        if (await alerts.FindAsync(key, cancellationToken).ConfigureAwait(false) is not { } alert) return null;
        var (payment, record) = await RecordsAsync(key, cancellationToken).ConfigureAwait(false);
        var decision = DecisionJson.Read(record);
        var superseded = await decisions.SupersededAsync(key.PaymentId, key.AccountId, cancellationToken).ConfigureAwait(false);
        return new AlertDetail(
            alert,
            RawJson.Of(record),
            [.. superseded.Select(RawJson.Of)],
            new RawJson(payment),
            FeatureReadings.Of(
                decision, FeatureCatalogue.Default, await typical.ReadAsync(decision.FeatureSet, cancellationToken).ConfigureAwait(false)),
            await decisions.OfAccountAsync(key.AccountId, AccountPaymentsMax, cancellationToken).ConfigureAwait(false),
            await casework.TrailAsync(key, cancellationToken).ConfigureAwait(false));
    }

    private async Task<(string Payment, byte[] Decision)> RecordsAsync(AlertKey key, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken).ConfigureAwait(false);
        return await connection.QuerySingleAsync<(string, byte[])>(new CommandDefinition(
            "select payment::text, decision from alerts where payment_id = @PaymentId and account_id = @AccountId",
            key,
            cancellationToken: cancellationToken)).ConfigureAwait(false);
    }
}
