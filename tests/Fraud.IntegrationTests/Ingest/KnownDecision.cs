using Fraud.Ingest.Gateway;

namespace Fraud.IntegrationTests.Ingest;

/// <summary>A lookup that knows one decision.</summary>
internal sealed class KnownDecision(string account, string payment, byte[] decision) : IDecisionLookup
{
    public ValueTask<byte[]?> FindAsync(string accountId, string paymentId, CancellationToken cancellationToken) =>
        ValueTask.FromResult(accountId == account && paymentId == payment ? decision : null);
}
