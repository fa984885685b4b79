using Fraud.Broker.Coordination.Transactions;
using Fraud.Broker.Protocol;
using Fraud.Broker.Server;

namespace Fraud.Broker.Api.Transactions;

/// <summary>Lists transactional ids, all or by state, producer and age (KIP-664, KIP-994).</summary>
internal sealed class ListTransactionsHandler(BrokerServices services) : IApiHandler
{
    public ApiSpec Spec { get; } = new(ApiKey.ListTransactions, 0, 1, 0);

    public ValueTask HandleAsync(Request request, ProtocolWriter response)
    {
        var reader = request.Reader();
        var unknown = new List<string>();
        var states = new HashSet<TransactionState>();
        var asked = reader.ArrayLength();
        for (var count = asked; count > 0; count--)
        {
            var name = reader.String();
            if (Enum.TryParse<TransactionState>(name, out var state))
                states.Add(state);
            else
                unknown.Add(name);
        }
        var producers = new HashSet<long>();
        for (var count = reader.ArrayLength(); count > 0; count--)
            producers.Add(reader.Int64());
        var age = request.Version >= 1 ? reader.Int64() : -1;
        var startedBefore = services.Clock.GetUtcNow().ToUnixTimeMilliseconds() - age;
        var found = services.Transactions.All
            .Where(one => asked == 0 || states.Contains(one.State))
            .Where(one => producers.Count == 0 || producers.Contains(one.ProducerId))
            .Where(one => age < 0 || one.State == TransactionState.Ongoing && one.StartedMs <= startedBefore).ToList();
        Write(response, unknown, found);
        return ValueTask.CompletedTask;
    }

    private static void Write(ProtocolWriter response, List<string> unknown, List<Transaction> found)
    {
        response.Int32(0);
        response.Error(ErrorCode.None);
        response.ArrayLength(unknown.Count);
        unknown.ForEach(response.String);
        response.ArrayLength(found.Count);
        foreach (var transaction in found)
        {
            response.String(transaction.Id);
            response.Int64(transaction.ProducerId);
            response.String(transaction.State.ToString());
            response.Tags();
        }
        response.Tags();
    }
}
