using System.Buffers.Binary;
using Fraud.Broker;
using Fraud.Broker.Protocol;
using Fraud.TestKit;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Fraud.IntegrationTests.Broker;

/// <summary>Sockets, limits and the data folder of the embedded log.</summary>
public sealed class ServerTests
{
    [Fact]
    public async Task A_topic_is_made_by_producing_where_the_broker_may()
    {
        using var folder = new TempFolder();
        await using var broker = await EmbeddedBroker.StartAsync(
            new BrokerOptions { DataDirectory = folder.Path, DefaultPartitions = 3 }, NullLoggerFactory.Instance, TimeProvider.System);
        var kafka = KafkaCluster.At(broker.BootstrapServers);
        await kafka.ProduceAsync("made", "a");
        Assert.Equal(["a"], kafka.Values("made"));
        using var admin = kafka.Admin();
        Assert.Equal(3, admin.GetMetadata(KafkaCluster.Patience).Topics.Single(topic => topic.Topic == "made").Partitions.Count);
    }

    [Fact]
    public async Task A_data_folder_serves_one_broker_at_a_time()
    {
        using var folder = new TempFolder();
        await using (await StartAsync(folder))
        {
            var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => StartAsync(folder));
            Assert.Contains("in use by another broker", refused.Message, StringComparison.Ordinal);
        }
        await using var again = await StartAsync(folder);
    }

    [Fact]
    public async Task A_taken_port_is_named_and_the_folder_is_free_again()
    {
        using var folder = new TempFolder();
        using var other = new TempFolder();
        await using var broker = await StartAsync(folder);
        var port = int.Parse(broker.BootstrapServers.Split(':')[1], System.Globalization.CultureInfo.InvariantCulture);
        var options = new BrokerOptions { DataDirectory = other.Path, Port = port };
        var refused = await Assert.ThrowsAsync<InvalidOperationException>(
            () => EmbeddedBroker.StartAsync(options, NullLoggerFactory.Instance, TimeProvider.System));
        Assert.Contains($"{port}", refused.Message, StringComparison.Ordinal);
        await using var free = await StartAsync(other);
    }

    [Fact]
    public async Task Pipelined_requests_are_answered_in_order()
    {
        using var folder = new TempFolder();
        await using var broker = await StartAsync(folder);
        using var raw = new RawConnection(broker.BootstrapServers);
        var sent = Enumerable.Range(0, 200).Select(i => i % 2 == 0 ? raw.Send(ApiKey.ApiVersions, 0, _ => { }) : Metadata(raw)).ToList();
        Assert.Equal(sent, sent.Select(_ => raw.Receive().Correlation));
    }

    [Fact]
    public async Task A_large_answer_arrives_whole_although_it_is_read_late_and_its_topic_is_deleted_meanwhile()
    {
        using var folder = new TempFolder();
        await using var broker = await StartAsync(folder);
        var kafka = KafkaCluster.At(broker.BootstrapServers);
        var topic = await kafka.CreateTopicAsync();
        var values = Enumerable.Range(0, 20_000).Select(i => $"{i} {new string('x', 1000)}").ToArray();
        using (var producer = kafka.Producer(config => config.LingerMs = 20))
        {
            foreach (var value in values)
                producer.Produce(topic, new() { Value = value });
            producer.Flush(KafkaCluster.Patience);
        }
        using var raw = new RawConnection(broker.BootstrapServers);
        var asked = raw.Send(ApiKey.Fetch, 4, request =>
        {
            foreach (var field in (int[])[-1, 0, 0, int.MaxValue])
                request.Int32(field);
            request.UInt8(0);
            request.ArrayLength(1);
            request.String(topic);
            request.ArrayLength(1);
            request.Int32(0);
            request.Int64(0);
            request.Int32(int.MaxValue);
        });
        raw.UntilAnswered();
        using (var admin = kafka.Admin())
            await admin.DeleteTopicsAsync([topic]);
        var answer = raw.Receive(asked).AsMemory();
        var rest = answer[(4 + 4 + 2 + topic.Length + 4 + 4 + 2 + 8 + 8 + 4 + 4)..];
        var received = 0;
        for (; rest.Length > 0; rest = rest[new Fraud.Broker.Storage.RecordBatch(rest.Span).Size..])
        {
            Assert.True(new Fraud.Broker.Storage.RecordBatch(rest.Span).IsIntact());
            received += new Fraud.Broker.Storage.RecordBatch(rest.Span).RecordCount;
        }
        Assert.Equal(values.Length, received);
    }

    [Fact]
    public async Task An_unknown_version_of_api_versions_is_answered_with_the_known_ones()
    {
        using var folder = new TempFolder();
        await using var broker = await StartAsync(folder);
        using var raw = new RawConnection(broker.BootstrapServers);
        var answer = raw.Ask(ApiKey.ApiVersions, 99, _ => { });
        Assert.Equal((short)ErrorCode.UnsupportedVersion, BinaryPrimitives.ReadInt16BigEndian(answer));
        Assert.Equal(0, BinaryPrimitives.ReadInt16BigEndian(raw.Ask(ApiKey.ApiVersions, 0, _ => { })));
    }

    [Fact]
    public async Task A_malformed_frame_closes_its_own_connection_only()
    {
        using var folder = new TempFolder();
        await using var broker = await StartAsync(folder);
        using var bystander = new RawConnection(broker.BootstrapServers);
        bystander.Receive(Metadata(bystander));
        byte[][] malformed = [[0x7F, 0xFF, 0xFF, 0xFF], [0xFF, 0xFF, 0xFF, 0xFF], [0, 0, 0, 0], [0, 0, 0, 3, 1, 2, 3], [0, 0, 0, 10, 0, 99, 0, 0, 0, 0, 0, 1, 0, 0]];
        foreach (var frame in malformed)
        {
            using var raw = new RawConnection(broker.BootstrapServers);
            raw.SendBytes(frame);
            Assert.True(raw.IsClosedByBroker());
        }
        bystander.Receive(Metadata(bystander));
    }

    [Fact]
    public async Task Connections_beyond_the_limit_are_closed_and_the_rest_go_on()
    {
        using var folder = new TempFolder();
        var options = new BrokerOptions { DataDirectory = folder.Path, ConnectionsMax = 2 };
        await using var broker = await EmbeddedBroker.StartAsync(options, NullLoggerFactory.Instance, TimeProvider.System);
        using var first = new RawConnection(broker.BootstrapServers);
        using var second = new RawConnection(broker.BootstrapServers);
        first.Receive(Metadata(first));
        second.Receive(Metadata(second));
        using var third = new RawConnection(broker.BootstrapServers);
        Assert.True(third.IsClosedByBroker());
        first.Receive(Metadata(first));
    }

    [Fact]
    public async Task A_client_that_hangs_up_while_it_waits_gives_its_place_back()
    {
        using var folder = new TempFolder();
        var options = new BrokerOptions { DataDirectory = folder.Path, ConnectionsMax = 1 };
        await using var broker = await EmbeddedBroker.StartAsync(options, NullLoggerFactory.Instance, TimeProvider.System);
        var topic = await KafkaCluster.At((await KafkaCluster.OfAsync(BrokerKind.EmbeddedLog)).BootstrapServers).CreateTopicAsync();
        using (var waiting = new RawConnection(broker.BootstrapServers))
        {
            waiting.Receive(waiting.Send(ApiKey.Metadata, 1, request =>
            {
                request.ArrayLength(1);
                request.String(topic);
            }));
            waiting.Send(ApiKey.Fetch, 4, request =>
            {
                request.Int32(-1);
                request.Int32(int.MaxValue);
                request.Int32(1);
                request.Int32(1);
                request.UInt8(0);
                request.ArrayLength(1);
                request.String(topic);
                request.ArrayLength(1);
                request.Int32(0);
                request.Int64(0);
                request.Int32(1);
            });
        }
        await Eventually.UntilAsync(() =>
        {
            using var next = new RawConnection(broker.BootstrapServers);
            try
            {
                next.Receive(Metadata(next));
                return true;
            }
            catch (IOException)
            {
                return false;
            }
        }, KafkaCluster.Patience);
    }

    [Fact]
    public async Task A_silent_connection_is_closed()
    {
        using var folder = new TempFolder();
        var options = new BrokerOptions { DataDirectory = folder.Path, ConnectionIdleMax = TimeSpan.FromMilliseconds(1) };
        await using var broker = await EmbeddedBroker.StartAsync(options, NullLoggerFactory.Instance, TimeProvider.System);
        using var raw = new RawConnection(broker.BootstrapServers);
        Assert.True(raw.IsClosedByBroker());
    }

    [Fact]
    public async Task Large_requests_beyond_the_limit_wait_for_their_turn()
    {
        using var folder = new TempFolder();
        var options = new BrokerOptions { DataDirectory = folder.Path, RequestBytesInMemoryMax = 3_000_000 };
        await using var broker = await EmbeddedBroker.StartAsync(options, NullLoggerFactory.Instance, TimeProvider.System);
        using var first = new RawConnection(broker.BootstrapServers);
        using var second = new RawConnection(broker.BootstrapServers);
        var half = new byte[1_000_000];
        foreach (var raw in (RawConnection[])[first, second])
        {
            raw.SendBytes([0, 0x1E, 0x84, 0x80, 0, 3, 0, 1, 0, 0, 0, 7, 0xFF, 0xFF]);
            raw.SendBytes(half);
        }
        var answers = await Task.WhenAll(new[] { first, second }.Select(raw => Task.Run(() =>
        {
            raw.SendBytes(half.AsSpan(10));
            return raw.Receive().Correlation;
        })));
        Assert.Equal([7, 7], answers);
    }

    [Fact]
    public async Task A_clean_stop_keeps_everything_and_closes_every_connection()
    {
        using var folder = new TempFolder();
        var broker = await StartAsync(folder);
        var kafka = KafkaCluster.At(broker.BootstrapServers);
        var topic = await kafka.CreateTopicAsync();
        await kafka.ProduceAsync(topic, "a", "b");
        using var raw = new RawConnection(broker.BootstrapServers);
        raw.Receive(Metadata(raw));
        await broker.DisposeAsync();
        Assert.True(raw.IsClosedByBroker());
        // On the same port, although connections of the former still linger.
        var options = new BrokerOptions { DataDirectory = folder.Path, Port = int.Parse(broker.BootstrapServers.Split(':')[1], System.Globalization.CultureInfo.InvariantCulture) };
        await using var again = await EmbeddedBroker.StartAsync(options, NullLoggerFactory.Instance, TimeProvider.System);
        Assert.Equal(["a", "b"], KafkaCluster.At(again.BootstrapServers).Values(topic));
    }

    private static Task<EmbeddedBroker> StartAsync(TempFolder folder) => EmbeddedBroker.StartAsync(
        new BrokerOptions { DataDirectory = folder.Path }, NullLoggerFactory.Instance, TimeProvider.System);

    private static int Metadata(RawConnection raw) => raw.Send(ApiKey.Metadata, 1, request => request.ArrayLength(0));
}
