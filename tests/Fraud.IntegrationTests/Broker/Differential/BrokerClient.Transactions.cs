using Fraud.Broker.Protocol;
using Fraud.TestKit;

namespace Fraud.IntegrationTests.Broker.Differential;

/// <content>What a producer says about its transactions.</content>
internal sealed partial class BrokerClient
{
    public async Task<(ErrorCode Error, long ProducerId, short Epoch)> InitAsync(string? transactionalId, int timeoutMs = 600_000)
    {
        (ErrorCode, long, short) answer = default;
        await UntilNowAsync(() =>
        {
            var reader = new ProtocolReader(_raw.Ask(ApiKey.InitProducerId, 1, request =>
            {
                request.String(transactionalId);
                request.Int32(timeoutMs);
            }), flexible: false);
            reader.Int32();
            answer = ((ErrorCode)reader.Int16(), reader.Int64(), reader.Int16());
            return answer.Item1;
        });
        return answer;
    }

    public Task<ErrorCode> AddPartitionAsync(string id, long producerId, short epoch, TopicPartition partition) => UntilNowAsync(() =>
    {
        var reader = new ProtocolReader(_raw.Ask(ApiKey.AddPartitionsToTxn, 2, request =>
        {
            Producer(request, id, producerId, epoch);
            One(request, partition);
        }), flexible: false);
        reader.Int32();
        return OnlyError(ref reader);
    });

    public Task<ErrorCode> AddGroupAsync(string id, long producerId, short epoch, string group) => UntilNowAsync(() =>
    {
        var reader = new ProtocolReader(_raw.Ask(ApiKey.AddOffsetsToTxn, 2, request =>
        {
            Producer(request, id, producerId, epoch);
            request.String(group);
        }), flexible: false);
        reader.Int32();
        return (ErrorCode)reader.Int16();
    });

    public Task<ErrorCode> CommitInTransactionAsync(string id, long producerId, short epoch, string group, TopicPartition partition, long offset) => UntilNowAsync(() =>
    {
        var reader = new ProtocolReader(_raw.Ask(ApiKey.TxnOffsetCommit, 2, request =>
        {
            request.String(id);
            request.String(group);
            request.Int64(producerId);
            request.Int16(epoch);
            OneOffset(request, partition, offset);
        }), flexible: false);
        reader.Int32();
        return OnlyError(ref reader);
    });

    /// <summary>Ends a transaction and waits until its outcome can be read.</summary>
    public async Task<ErrorCode> EndAsync(string id, long producerId, short epoch, bool commit)
    {
        var error = await UntilNowAsync(() =>
        {
            var reader = new ProtocolReader(_raw.Ask(ApiKey.EndTxn, 2, request =>
            {
                Producer(request, id, producerId, epoch);
                request.Bool(commit);
            }), flexible: false);
            reader.Int32();
            return (ErrorCode)reader.Int16();
        });
        if (error == ErrorCode.None)
            await Eventually.UntilAsync(() => !StateOf(id).StartsWith("Prepare", StringComparison.Ordinal), KafkaCluster.Patience, $"{id} has ended");
        return error;
    }

    /// <summary>Waits until the broker has ended a transaction that took too long.</summary>
    public Task UntilTimedOutAsync(string id) =>
        Eventually.UntilAsync(() => StateOf(id) == "CompleteAbort", KafkaCluster.Patience, $"{id} has timed out");

    private string StateOf(string id)
    {
        var reader = new ProtocolReader(_raw.AskFlexible(ApiKey.DescribeTransactions, 0, request =>
        {
            request.ArrayLength(1);
            request.String(id);
            request.Tags();
        }), flexible: true);
        reader.Int32();
        reader.ArrayLength();
        reader.Int16();
        reader.String();
        return reader.String();
    }

    private static void Producer(ProtocolWriter request, string id, long producerId, short epoch)
    {
        request.String(id);
        request.Int64(producerId);
        request.Int16(epoch);
    }
}
