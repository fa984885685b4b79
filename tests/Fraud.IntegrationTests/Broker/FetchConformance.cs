using Fraud.Broker.Protocol;
using Fraud.IntegrationTests.Broker.Differential;
using Xunit;

namespace Fraud.IntegrationTests.Broker;

/// <summary>
/// How much a fetch brings and how long it waits (KIP-74; https://kafka.apache.org/protocol#The_Messages_Fetch), asked byte by byte; the same on the
/// embedded log and on Apache Kafka.
/// </summary>
public sealed class FetchConformance
{
    private const int Unlimited = 10_000_000;

    [Theory]
    [OnEmbeddedLog]
    [OnApacheKafka]
    public async Task A_fetch_keeps_to_its_bytes_but_brings_one_batch_whatever_its_size(BrokerKind kind)
    {
        var (kafka, partition, client) = await PrepareAsync(kind);
        using (client)
        {
            for (var i = 0; i < 3; i++)
                Assert.Equal((ErrorCode.None, i), await client.ProduceAsync(partition, null, Batch()));
            using var raw = new RawConnection(kafka.BootstrapServers);
            Assert.Equal(1, Records(raw.Ask(ApiKey.Fetch, 11, Fetch(partition, 0, 0, 1, 1))));
            Assert.Equal(1, Records(raw.Ask(ApiKey.Fetch, 11, Fetch(partition, 0, 0, Batch().Length * 3 / 2, Unlimited))));
            Assert.Equal(2, Records(raw.Ask(ApiKey.Fetch, 11, Fetch(partition, 0, 0, Unlimited, Batch().Length * 2))));
            Assert.Equal(3, Records(raw.Ask(ApiKey.Fetch, 11, Fetch(partition, 0, 0, Unlimited, Unlimited))));
        }
    }

    [Theory]
    [OnEmbeddedLog]
    [OnApacheKafka]
    public async Task A_fetch_waits_until_its_least_bytes_are_there(BrokerKind kind)
    {
        var (kafka, partition, client) = await PrepareAsync(kind);
        using (client)
        {
            using var raw = new RawConnection(kafka.BootstrapServers);
            var waiting = raw.Send(ApiKey.Fetch, 11, Fetch(partition, 30_000, Batch().Length + 1, Unlimited, Unlimited));
            await client.ProduceAsync(partition, null, Batch());
            await client.ProduceAsync(partition, null, Batch());
            Assert.Equal(2, Records(raw.Receive(waiting)));
        }
    }

    private static async Task<(KafkaCluster Kafka, TopicPartition Partition, BrokerClient Client)> PrepareAsync(BrokerKind kind)
    {
        var kafka = await KafkaCluster.OfAsync(kind);
        return (kafka, new TopicPartition(await kafka.CreateTopicAsync(1, KafkaCluster.KeepsOldRecords), 0), new BrokerClient(kafka.BootstrapServers));
    }

    private static byte[] Batch() => BatchBuilder.Build([("k", new string('x', 1000), 1_700_000_000_000)], -1, -1, -1, isTransactional: false);

    private static int Records(byte[] body) => VisibleRecords.Of(body, 0).Records.Count;

    private static Action<ProtocolWriter> Fetch(TopicPartition partition, int waitMs, int bytesMin, int partitionBytesMax, int bytesMax) => request =>
    {
        request.Int32(-1);
        request.Int32(waitMs);
        request.Int32(bytesMin);
        request.Int32(bytesMax);
        request.UInt8(0);
        request.Int32(0);
        request.Int32(-1);
        request.ArrayLength(1);
        request.String(partition.Topic);
        request.ArrayLength(1);
        request.Int32(partition.Partition);
        request.Int32(-1);
        request.Int64(0);
        request.Int64(-1);
        request.Int32(partitionBytesMax);
        request.ArrayLength(0);
        request.String("");
    };
}
