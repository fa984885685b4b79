using System.Text;
using Confluent.Kafka;
using Xunit;

namespace Fraud.IntegrationTests.Broker;

/// <summary>What is produced is what is consumed; the same on the embedded log and on Apache Kafka.</summary>
public sealed class RecordConformance
{
    [Theory]
    [OnEmbeddedLog]
    [OnApacheKafka]
    public async Task Keys_values_headers_and_timestamps_come_back_as_sent(BrokerKind kind)
    {
        var kafka = await KafkaCluster.OfAsync(kind);
        var topic = await kafka.CreateTopicAsync(1, KafkaCluster.KeepsOldRecords);
        var headers = new Headers { { "h1", Encoding.UTF8.GetBytes("x") }, { "h1", null }, { "h2", [] } };
        using var producer = kafka.Producer();
        var time = new Timestamp(1_700_000_000_123, TimestampType.CreateTime);
        await producer.ProduceAsync(topic, new Message<string?, string?> { Key = "k", Value = "v", Headers = headers, Timestamp = time });
        await producer.ProduceAsync(topic, new Message<string?, string?> { Key = null, Value = null, Timestamp = time });
        await producer.ProduceAsync(topic, new Message<string?, string?> { Key = "", Value = "", Timestamp = time });
        var records = kafka.ReadAll(topic);
        Assert.Equal([("k", "v"), (null, null), ("", "")], records.Select(record => (record.Message.Key, record.Message.Value)));
        Assert.Equal([0L, 1, 2], records.Select(record => record.Offset.Value));
        Assert.All(records, record => Assert.Equal(time, record.Message.Timestamp));
        Assert.Equal(["h1=x", "h1=", "h2="], records[0].Message.Headers.Select(h => $"{h.Key}={(h.GetValueBytes() is { } v ? Encoding.UTF8.GetString(v) : "")}"));
    }

    [Theory]
    [OnEmbeddedLog]
    [OnApacheKafka]
    public async Task Packed_batches_are_served_as_they_came(BrokerKind kind)
    {
        var kafka = await KafkaCluster.OfAsync(kind);
        foreach (var codec in Enum.GetValues<CompressionType>())
        {
            var topic = await kafka.CreateTopicAsync();
            var values = Enumerable.Range(0, 500).Select(string? (i) => $"{codec} {i} {new string('x', 100)}").ToList();
            using (var producer = kafka.Producer(config => (config.CompressionType, config.LingerMs) = (codec, 50)))
            {
                values.ForEach(value => producer.Produce(topic, new Message<string?, string?> { Value = value }));
                producer.Flush(KafkaCluster.Patience);
            }
            Assert.Equal(values, kafka.Values(topic));
        }
    }

    [Theory]
    [OnEmbeddedLog]
    [OnApacheKafka]
    public async Task Every_level_of_acknowledgement_stores_the_record(BrokerKind kind)
    {
        var kafka = await KafkaCluster.OfAsync(kind);
        var topic = await kafka.CreateTopicAsync();
        foreach (var acks in new[] { Acks.None, Acks.Leader, Acks.All })
        {
            using var producer = kafka.Producer(config => (config.EnableIdempotence, config.Acks) = (false, acks));
            producer.Produce(topic, new Message<string?, string?> { Value = $"{acks}" });
            producer.Flush(KafkaCluster.Patience);
        }
        Assert.Equal(["None", "Leader", "All"], kafka.Values(topic));
    }

    [Theory]
    [OnEmbeddedLog]
    [OnApacheKafka]
    public async Task A_batch_larger_than_the_topic_allows_is_refused(BrokerKind kind)
    {
        var kafka = await KafkaCluster.OfAsync(kind);
        var topic = await kafka.CreateTopicAsync(1, ("max.message.bytes", "10000"));
        using var producer = kafka.Producer();
        var refused = await Assert.ThrowsAsync<ProduceException<string?, string?>>(
            () => producer.ProduceAsync(topic, new Message<string?, string?> { Value = new string('x', 20_000) }));
        Assert.Equal(ErrorCode.MsgSizeTooLarge, refused.Error.Code);
        await producer.ProduceAsync(topic, new Message<string?, string?> { Value = "small" });
        Assert.Equal(["small"], kafka.Values(topic));
    }

    [Theory]
    [OnEmbeddedLog]
    [OnApacheKafka]
    public async Task A_topic_that_does_not_exist_is_not_made_by_producing(BrokerKind kind)
    {
        var kafka = await KafkaCluster.OfAsync(kind);
        using var producer = kafka.Producer(config => config.MessageTimeoutMs = 5000);
        var refused = await Assert.ThrowsAsync<ProduceException<string?, string?>>(
            () => producer.ProduceAsync(KafkaCluster.NewName("absent"), new Message<string?, string?> { Value = "x" }));
        Assert.Contains(refused.Error.Code, new[] { ErrorCode.Local_UnknownTopic, ErrorCode.UnknownTopicOrPart, ErrorCode.Local_MsgTimedOut });
    }

    [Theory]
    [OnEmbeddedLog]
    [OnApacheKafka]
    public async Task An_offset_outside_the_log_is_said_to_be_so(BrokerKind kind)
    {
        var kafka = await KafkaCluster.OfAsync(kind);
        var topic = await kafka.CreateTopicAsync();
        await kafka.ProduceAsync(topic, "a", "b");
        using var consumer = kafka.Consumer(configure: config => config.AutoOffsetReset = AutoOffsetReset.Error);
        consumer.Assign(new TopicPartitionOffset(topic, 0, 5));
        var refused = Assert.Throws<ConsumeException>(() => consumer.Consume(KafkaCluster.Patience));
        Assert.Equal(ErrorCode.Local_AutoOffsetReset, refused.Error.Code);
    }

    [Theory]
    [OnEmbeddedLog]
    [OnApacheKafka]
    public async Task Offsets_are_found_by_time_in_plain_and_packed_batches(BrokerKind kind)
    {
        var kafka = await KafkaCluster.OfAsync(kind);
        foreach (var codec in Enum.GetValues<CompressionType>())
        {
            var topic = await kafka.CreateTopicAsync(1, KafkaCluster.KeepsOldRecords);
            using (var producer = kafka.Producer(config => (config.CompressionType, config.LingerMs) = (codec, 50)))
            {
                for (var i = 0; i < 100; i++)
                    producer.Produce(topic, new Message<string?, string?> { Value = "same same same", Timestamp = new Timestamp(1_700_000_000_000 + i * 10, TimestampType.CreateTime) });
                producer.Flush(KafkaCluster.Patience);
            }
            using var consumer = kafka.Consumer();
            long Find(long after) => consumer.OffsetsForTimes(
                [new TopicPartitionTimestamp(topic, 0, new Timestamp(1_700_000_000_000 + after, TimestampType.CreateTime))], KafkaCluster.Patience)[0].Offset.Value;
            Assert.Equal((0, 37, 38, 99), (Find(-5), Find(370), Find(371), Find(990)));
            Assert.Equal(Offset.End.Value, Find(991));
        }
    }

    [Theory]
    [OnEmbeddedLog]
    [OnApacheKafka]
    public async Task The_broker_stamps_records_where_the_topic_says_so(BrokerKind kind)
    {
        var kafka = await KafkaCluster.OfAsync(kind);
        var topic = await kafka.CreateTopicAsync(1, ("message.timestamp.type", "LogAppendTime"));
        using var producer = kafka.Producer();
        var sent = await producer.ProduceAsync(topic, new Message<string?, string?> { Value = "x", Timestamp = new Timestamp(1000, TimestampType.CreateTime) });
        var stored = Assert.Single(kafka.ReadAll(topic)).Message.Timestamp;
        Assert.Equal(TimestampType.LogAppendTime, stored.Type);
        Assert.True(stored.UnixTimestampMs > 1_000_000_000);
        Assert.Equal(stored, sent.Timestamp);
    }

    [Theory]
    [OnEmbeddedLog]
    [OnApacheKafka]
    public async Task A_waiting_consumer_gets_a_record_without_waiting_out_its_fetch(BrokerKind kind)
    {
        var kafka = await KafkaCluster.OfAsync(kind);
        var topic = await kafka.CreateTopicAsync();
        // Longer than the test's patience: a fetch that is not woken fails the test.
        using var consumer = kafka.Consumer(configure: config => (config.FetchWaitMaxMs, config.SocketTimeoutMs) = (250_000, 300_000));
        consumer.Assign(new TopicPartitionOffset(topic, 0, 0));
        Assert.Null(consumer.Consume(TimeSpan.FromMilliseconds(200)));
        await kafka.ProduceAsync(topic, "x");
        Assert.Equal("x", consumer.Consume(KafkaCluster.Patience)?.Message.Value);
    }
}
