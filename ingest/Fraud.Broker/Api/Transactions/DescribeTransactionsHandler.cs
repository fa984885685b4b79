using Fraud.Broker.Coordination.Transactions;
using Fraud.Broker.Protocol;
using Fraud.Broker.Server;

namespace Fraud.Broker.Api.Transactions;

/// <summary>Describes transactional ids (KIP-664).</summary>
internal sealed class DescribeTransactionsHandler(BrokerServices services) : IApiHandler
{
    public ApiSpec Spec { get; } = new(ApiKey.DescribeTransactions, 0, 0, 0);

    public ValueTask HandleAsync(Request request, ProtocolWriter response)
    {
        var reader = request.Reader();
        var count = reader.ArrayLength();
        response.Int32(0);
        response.ArrayLength(count);
        for (; count > 0; count--)
        {
            var id = reader.String();
            var transaction = services.Transactions.Find(id);
            response.Error(transaction is null ? ErrorCode.TransactionalIdNotFound : ErrorCode.None);
            response.String(id);
            Write(response, transaction ?? new Transaction { Id = id, ProducerId = Transaction.NoProducerId }, transaction is not null);
        }
        response.Tags();
        return ValueTask.CompletedTask;
    }

    private static void Write(ProtocolWriter response, Transaction transaction, bool known)
    {
        response.String(known ? transaction.State.ToString() : "");
        response.Int32(transaction.TimeoutMs);
        response.Int64(transaction.StartedMs);
        response.Int64(transaction.ProducerId);
        response.Int16(transaction.Epoch);
        var topics = transaction.Partitions.GroupBy(partition => partition.Topic, StringComparer.Ordinal).ToList();
        response.ArrayLength(topics.Count);
        foreach (var topic in topics)
        {
            response.String(topic.Key);
            response.ArrayLength(topic.Count());
            foreach (var partition in topic)
                response.Int32(partition.Partition);
            response.Tags();
        }
        response.Tags();
    }
}
