using Fraud.Broker.Protocol;
using Fraud.TestKit;

namespace Fraud.IntegrationTests.Broker.Differential;

/// <summary>
/// Says single requests to a broker and returns error codes as they came. Only what says "not now" is asked again: Apache Kafka answers so while
/// it loads coordinators and writes markers.
/// </summary>
internal sealed partial class BrokerClient(string bootstrapServers, Action<byte[]>? sent = null) : IDisposable
{
    private static readonly ErrorCode[] NotNow =
        [(ErrorCode)6, (ErrorCode)14, ErrorCode.CoordinatorNotAvailable, (ErrorCode)16, (ErrorCode)19, ErrorCode.ConcurrentTransactions];

    private readonly RawConnection _raw = new(bootstrapServers, sent);

    /// <summary>Waits until groups (kind 0) or transactions (kind 1) have a coordinator; Apache Kafka makes its topics for them when first asked.</summary>
    public Task FindCoordinatorAsync(string name, byte kind) => UntilNowAsync(() =>
    {
        var reader = new ProtocolReader(_raw.Ask(ApiKey.FindCoordinator, 1, request =>
        {
            request.String(name);
            request.UInt8(kind);
        }), flexible: false);
        reader.Int32();
        return (ErrorCode)reader.Int16();
    });

    public async Task CreateTopicAsync(string name, int partitions, params (string Name, string Value)[] settings)
    {
        var reader = new ProtocolReader(_raw.Ask(ApiKey.CreateTopics, 4, request =>
        {
            request.ArrayLength(1);
            request.String(name);
            request.Int32(partitions);
            request.Int16(1);
            request.ArrayLength(0);
            request.ArrayLength(settings.Length);
            foreach (var (setting, value) in settings)
            {
                request.String(setting);
                request.String(value);
            }
            request.Int32(60_000);
            request.Bool(false);
        }), flexible: false);
        reader.Int32();
        reader.Int32();
        reader.String();
        Xunit.Assert.Equal(ErrorCode.None, (ErrorCode)reader.Int16());
        for (var index = 0; index < partitions; index++)
        {
            var partition = new TopicPartition(name, index);
            await Eventually.UntilAsync(() => ListOffset(partition, -1, false).Error == ErrorCode.None, KafkaCluster.Patience, $"{partition} is there");
        }
    }

    public Task<ErrorCode> CommitAsync(string group, TopicPartition partition, long offset) => UntilNowAsync(() => TryCommit(group, partition, offset));

    /// <summary>Commits an offset as a client without membership, once.</summary>
    public ErrorCode TryCommit(string group, TopicPartition partition, long offset)
    {
        var reader = new ProtocolReader(_raw.Ask(ApiKey.OffsetCommit, 6, request =>
        {
            request.String(group);
            request.Int32(-1);
            request.String("");
            One(request, partition);
            request.Int64(offset);
            request.Int32(-1);
            request.String($"m{offset}");
        }), flexible: false);
        reader.Int32();
        return OnlyError(ref reader);
    }

    public async Task<(ErrorCode Error, long Offset, string Metadata)> CommittedAsync(string group, TopicPartition partition, bool stable)
    {
        (ErrorCode Error, long Offset, string Metadata) answer = default;
        await UntilNowAsync(() =>
        {
            var reader = new ProtocolReader(_raw.AskFlexible(ApiKey.OffsetFetch, 7, request =>
            {
                request.String(group);
                One(request, partition);
                request.Tags();
                request.Bool(stable);
                request.Tags();
            }), flexible: true);
            reader.Int32();
            if (reader.ArrayLength() == 0)
                return (ErrorCode)reader.Int16();
            reader.String();
            reader.ArrayLength();
            reader.Int32();
            var (offset, _, metadata) = (reader.Int64(), reader.Int32(), reader.String());
            answer = ((ErrorCode)reader.Int16(), offset, metadata);
            return answer.Error;
        });
        return answer;
    }

    public async Task<(ErrorCode Error, long Offset)> ProduceAsync(TopicPartition partition, string? transactionalId, byte[] records)
    {
        (ErrorCode, long) answer = default;
        await UntilNowAsync(() =>
        {
            var reader = new ProtocolReader(_raw.Ask(ApiKey.Produce, 7, request =>
            {
                request.String(transactionalId);
                request.Int16(-1);
                request.Int32(60_000);
                One(request, partition);
                request.Bytes(records);
            }), flexible: false);
            reader.Int32();
            reader.String();
            reader.Int32();
            reader.Int32();
            answer = ((ErrorCode)reader.Int16(), reader.Int64());
            return answer.Item1;
        });
        return answer;
    }

    public (ErrorCode Error, long Offset, long TimestampMs) ListOffset(TopicPartition partition, long timestampMs, bool committedOnly)
    {
        var reader = new ProtocolReader(_raw.Ask(ApiKey.ListOffsets, 5, request =>
        {
            request.Int32(-1);
            request.UInt8(committedOnly ? (byte)1 : (byte)0);
            One(request, partition);
            request.Int32(-1);
            request.Int64(timestampMs);
        }), flexible: false);
        reader.Int32();
        reader.Int32();
        reader.String();
        reader.Int32();
        reader.Int32();
        var (error, time, offset) = ((ErrorCode)reader.Int16(), reader.Int64(), reader.Int64());
        return (error, offset, time);
    }

    public (ErrorCode Error, long LowWatermark) DeleteRecords(TopicPartition partition, long before)
    {
        var reader = new ProtocolReader(_raw.Ask(ApiKey.DeleteRecords, 1, request =>
        {
            One(request, partition);
            request.Int64(before);
            request.Int32(60_000);
        }), flexible: false);
        reader.Int32();
        reader.Int32();
        reader.String();
        reader.Int32();
        reader.Int32();
        var low = reader.Int64();
        return ((ErrorCode)reader.Int16(), low);
    }

    /// <summary>The body of a fetch response of version 11 that waits for nothing.</summary>
    public byte[] Fetch(TopicPartition partition, long offset, bool committedOnly) => _raw.Ask(ApiKey.Fetch, 11, request =>
    {
        request.Int32(-1);
        request.Int32(0);
        request.Int32(0);
        request.Int32(10_000_000);
        request.UInt8(committedOnly ? (byte)1 : (byte)0);
        request.Int32(0);
        request.Int32(-1);
        One(request, partition);
        request.Int32(-1);
        request.Int64(offset);
        request.Int64(-1);
        request.Int32(10_000_000);
        request.ArrayLength(0);
        request.String("");
    });

    public void Dispose() => _raw.Dispose();

    private static async Task<ErrorCode> UntilNowAsync(Func<ErrorCode> ask)
    {
        var error = ask();
        if (NotNow.Contains(error))
            await Eventually.UntilAsync(() => !NotNow.Contains(error = ask()), KafkaCluster.Patience, "the broker is ready");
        return error;
    }

    private static void One(ProtocolWriter request, TopicPartition partition)
    {
        request.ArrayLength(1);
        request.String(partition.Topic);
        request.ArrayLength(1);
        request.Int32(partition.Partition);
    }

    /// <summary>One partition's offset to commit, without leader epoch and metadata.</summary>
    private static void OneOffset(ProtocolWriter request, TopicPartition partition, long offset)
    {
        One(request, partition);
        request.Int64(offset);
        request.Int32(-1);
        request.String("");
    }

    private static ErrorCode OnlyError(ref ProtocolReader reader)
    {
        reader.Int32();
        reader.String();
        reader.Int32();
        reader.Int32();
        return (ErrorCode)reader.Int16();
    }
}
