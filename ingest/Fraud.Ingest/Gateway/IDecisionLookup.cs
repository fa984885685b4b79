namespace Fraud.Ingest.Gateway;

/// <summary>Finds decisions that have left the gateway's memory.</summary>
public interface IDecisionLookup
{
    /// <summary>The JSON of a payment's decision as it stands on the log; null when none is known.</summary>
    /// <param name="accountId">The payment's account.</param>
    /// <param name="paymentId">The payment's id.</param>
    /// <param name="cancellationToken">Gives up.</param>
    ValueTask<byte[]?> FindAsync(string accountId, string paymentId, CancellationToken cancellationToken);
}
