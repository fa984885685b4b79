using System.Buffers.Binary;
using Fraud.Broker.Protocol;
using Fraud.Broker.Storage;
using Xunit;

namespace Fraud.IntegrationTests.Broker;

/// <summary>What the broker answers to retries, gaps and old epochs (KIP-98, KIP-360), asked byte by byte; the same on both brokers.</summary>
public sealed class IdempotenceConformance
{
    [Theory]
    [OnEmbeddedLog]
    [OnApacheKafka]
    public async Task Retries_are_stored_once_and_gaps_and_old_epochs_refused(BrokerKind kind)
    {
        var kafka = await KafkaCluster.OfAsync(kind);
        var topic = await kafka.CreateTopicAsync();
        await kafka.ProduceAsync(topic, "first");
        using var raw = new RawConnection(kafka.BootstrapServers);
        var producer = Init(raw);
        Assert.Equal((ErrorCode.None, 1L), Produce(raw, topic, Batch(producer, 0, 0)));
        Assert.Equal((ErrorCode.None, 2L), Produce(raw, topic, Batch(producer, 0, 1)));
        Assert.Equal((ErrorCode.None, 1L), Produce(raw, topic, Batch(producer, 0, 0)));
        Assert.Equal(ErrorCode.OutOfOrderSequenceNumber, Produce(raw, topic, Batch(producer, 0, 3)).Error);
        for (var sequence = 2; sequence < 8; sequence++)
            Assert.Equal(ErrorCode.None, Produce(raw, topic, Batch(producer, 0, sequence)).Error);
        Assert.Equal(ErrorCode.OutOfOrderSequenceNumber, Produce(raw, topic, Batch(producer, 0, 0)).Error);
        Assert.Equal(ErrorCode.OutOfOrderSequenceNumber, Produce(raw, topic, Batch(producer, 1, 5)).Error);
        Assert.Equal(ErrorCode.None, Produce(raw, topic, Batch(producer, 1, 0)).Error);
        Assert.Equal(ErrorCode.InvalidProducerEpoch, Produce(raw, topic, Batch(producer, 0, 8)).Error);
        Assert.Equal(10, kafka.Values(topic).Count);
    }

    [Theory]
    [OnEmbeddedLog]
    [OnApacheKafka]
    public async Task Damaged_and_impossible_batches_are_refused(BrokerKind kind)
    {
        var kafka = await KafkaCluster.OfAsync(kind);
        var topic = await kafka.CreateTopicAsync();
        using var raw = new RawConnection(kafka.BootstrapServers);
        var damaged = Batch(-1, -1, -1);
        damaged[^1] ^= 1;
        Assert.Equal(ErrorCode.CorruptMessage, Produce(raw, topic, damaged).Error);
        var miscounted = Batch(-1, -1, -1);
        BinaryPrimitives.WriteInt32BigEndian(miscounted.AsSpan(57), 2);
        RecordBatch.Seal(miscounted);
        Assert.Equal(ErrorCode.InvalidRecord, Produce(raw, topic, miscounted).Error);
        var marker = ControlBatch.Build(1, 0, commit: true, 1);
        Assert.Equal(ErrorCode.TransactionalIdAuthorizationFailed, Produce(raw, topic, marker).Error);
        var control = Batch(-1, -1, -1);
        control[22] |= 0x20;
        RecordBatch.Seal(control);
        Assert.Equal(ErrorCode.InvalidRecord, Produce(raw, topic, control).Error);
        Assert.Equal(ErrorCode.InvalidRecord, Produce(raw, topic, [.. Batch(-1, -1, -1), .. Batch(-1, -1, -1)]).Error);
        Assert.Equal(ErrorCode.UnknownTopicOrPartition, Produce(raw, KafkaCluster.NewName("absent"), Batch(-1, -1, -1)).Error);
        Assert.Empty(kafka.Values(topic));
    }

    private static long Init(RawConnection raw)
    {
        var reader = new ProtocolReader(raw.Ask(ApiKey.InitProducerId, 1, request =>
        {
            request.String(null);
            request.Int32(60_000);
        }), flexible: false);
        reader.Int32();
        Assert.Equal((short)ErrorCode.None, reader.Int16());
        return reader.Int64();
    }

    /// <summary>A batch with one record of value "x".</summary>
    private static byte[] Batch(long producerId, short epoch, int sequence)
    {
        byte[] record = [14, 0, 0, 0, 1, 2, (byte)'x', 0];
        var batch = new byte[RecordBatch.HeaderBytes + record.Length];
        var span = batch.AsSpan();
        BinaryPrimitives.WriteInt32BigEndian(span[8..], batch.Length - RecordBatch.LengthPrefixBytes);
        BinaryPrimitives.WriteInt32BigEndian(span[12..], -1);
        span[16] = 2;
        BinaryPrimitives.WriteInt64BigEndian(span[27..], 1_700_000_000_000);
        BinaryPrimitives.WriteInt64BigEndian(span[35..], 1_700_000_000_000);
        BinaryPrimitives.WriteInt64BigEndian(span[43..], producerId);
        BinaryPrimitives.WriteInt16BigEndian(span[51..], epoch);
        BinaryPrimitives.WriteInt32BigEndian(span[53..], sequence);
        BinaryPrimitives.WriteInt32BigEndian(span[57..], 1);
        record.CopyTo(span[RecordBatch.HeaderBytes..]);
        RecordBatch.Seal(span);
        return batch;
    }

    private static (ErrorCode Error, long Offset) Produce(RawConnection raw, string topic, byte[] records)
    {
        var reader = new ProtocolReader(raw.Ask(ApiKey.Produce, 3, request =>
        {
            request.String(null);
            request.Int16(-1);
            request.Int32(10_000);
            request.ArrayLength(1);
            request.String(topic);
            request.ArrayLength(1);
            request.Int32(0);
            request.Bytes(records);
        }), flexible: false);
        reader.Int32();
        reader.String();
        reader.Int32();
        reader.Int32();
        return ((ErrorCode)reader.Int16(), reader.Int64());
    }
}
