using Fraud.Ingest.Gateway;
using Npgsql;

namespace Fraud.Api.Decisions;

/// <summary>Finds decisions for the gateway among the projected ones. While Postgres is away it knows none: the gateway then waits for the log.</summary>
internal sealed class StoredDecisions(DecisionStore decisions) : IDecisionLookup
{
    public async ValueTask<byte[]?> FindAsync(string accountId, string paymentId, CancellationToken cancellationToken)
    {
        try
        {
            return (await decisions.FindAsync(paymentId, accountId, cancellationToken).ConfigureAwait(false)).FirstOrDefault();
        }
        catch (NpgsqlException)
        {
            return null;
        }
    }
}
