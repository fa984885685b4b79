using Fraud.Broker.Protocol;
using Fraud.Broker.Server;
using Fraud.Broker.Storage;
using Fraud.Broker.Topics;

namespace Fraud.Broker.Api.Records;

/// <summary>
/// Appends record batches. They are checked and given their offsets in the receive buffer itself and go from there to the file. With one
/// replica acks=1 and acks=all are the same.
/// </summary>
internal sealed class ProduceHandler(BrokerServices services) : IApiHandler
{
    public ApiSpec Spec { get; } = new(ApiKey.Produce, 3, 11, 9);

    public ValueTask HandleAsync(Request request, ProtocolWriter response)
    {
        var version = request.Version;
        var body = request.Body;
        var reader = request.Reader();
        var transactional = reader.NullableString() is not null;
        var acks = reader.Int16();
        reader.Int32();
        request.Unanswered = acks == 0;
        List<PendingBatch>? pending = null;
        var topics = reader.ArrayLength();
        response.ArrayLength(topics);
        for (; topics > 0; topics--)
        {
            var name = reader.StringBytes();
            services.Topics.TryFind(name, out var topic);
            CopyName(response, name);
            var partitions = reader.ArrayLength();
            response.ArrayLength(partitions);
            for (; partitions > 0; partitions--)
            {
                var index = reader.Int32();
                var records = reader.Bytes();
                var start = body.Length - reader.Remaining - records.Length;
                var partition = topic?.Find(index);
                var result = acks is < -1 or > 1
                    ? AppendResult.Refused(ErrorCode.InvalidRequiredAcks)
                    : Append(partition, body.Span.Slice(start, records.Length), transactional);
                if (acks == 0 && result.Error != ErrorCode.None)
                    throw new MalformedRequestException($"A batch without acknowledgement was refused ({result.Error}); closing is the only way to say so.");
                if (result.IsPending)
                    (pending ??= []).Add(new PendingBatch(partition!, records.Length, response.Length));
                WritePartition(response, version, index, result, partition);
                reader.Tags();
            }
            reader.Tags();
            response.Tags();
        }
        response.Int32(0);
        response.Tags();
        request.Outcome = pending is null ? null : FlushedAsync(pending, response);
        return ValueTask.CompletedTask;
    }

    /// <summary>Waits for the disk, and takes back in the answer what it refuses.</summary>
    private static async Task FlushedAsync(List<PendingBatch> batches, ProtocolWriter response)
    {
        var flushes = batches.ConvertAll(batch => batch.Partition.FlushedAsync(batch.Bytes));
        for (var i = 0; i < batches.Count; i++)
        {
            await flushes[i].ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (!flushes[i].IsCompletedSuccessfully)
                batches[i].Refuse(response);
        }
    }

    private static AppendResult Append(Partition? partition, Span<byte> records, bool transactional)
    {
        if (partition is null)
            return AppendResult.Refused(ErrorCode.UnknownTopicOrPartition);
        if (!transactional && BatchValidator.ClaimsTransaction(records))
            return AppendResult.Refused(ErrorCode.TransactionalIdAuthorizationFailed);
        var options = partition.Log.Options;
        var error = BatchValidator.Check(records, options.MessageBytesMax, keysRequired: options.Compact);
        if (error != ErrorCode.None)
            return AppendResult.Refused(error);
        try
        {
            return partition.Append(records);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return AppendResult.Refused(ErrorCode.KafkaStorageError);
        }
    }

    private static void CopyName(ProtocolWriter response, ReadOnlySpan<byte> name)
    {
        if (response.Flexible)
            response.UnsignedVarint(name.Length + 1);
        else
            response.Int16((short)name.Length);
        response.Raw(name);
    }

    private static void WritePartition(ProtocolWriter response, short version, int index, AppendResult result, Partition? partition)
    {
        response.Int32(index);
        response.Error(result.Error);
        response.Int64(result.BaseOffset);
        response.Int64(result.AppendTimeMs);
        if (version >= 5)
            response.Int64(result.Error == ErrorCode.None ? partition!.Log.View.StartOffset : -1);
        if (version >= 8)
        {
            response.ArrayLength(0);
            response.String(null);
        }
        response.Tags();
    }
}
