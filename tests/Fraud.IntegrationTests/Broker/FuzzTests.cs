using System.Buffers.Binary;
using Fraud.Broker;
using Fraud.Broker.Protocol;
using Fraud.IntegrationTests.Broker.Differential;
using Fraud.TestKit;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;
using Xunit.Abstractions;

namespace Fraud.IntegrationTests.Broker;

/// <summary>
/// Requests of real programs, damaged at random, neither crash nor hang nor swell the broker, and a bystander is served all the while.
/// <c>FRAUD_FUZZ_FRAMES</c> sets how many, <c>FRAUD_FUZZ_SEED</c> which.
/// </summary>
public sealed class FuzzTests(ITestOutputHelper output)
{
    private const int CorpusPrograms = 20;
    private const int CorpusSteps = 60;
    private const long GrowthMax = 64 * 1024 * 1024;
    private static readonly int Frames = TestSize.Of("FRAUD_FUZZ_FRAMES", 4000);
    private static readonly int Seed = TestSize.Of("FRAUD_FUZZ_SEED", 20_261_123);

    /// <summary>What a broker may answer as late as the request says.</summary>
    private static readonly ApiKey[] Waiting = [ApiKey.Fetch, ApiKey.JoinGroup, ApiKey.SyncGroup];

    [Fact]
    public async Task Damaged_requests_neither_crash_nor_hang_nor_swell_the_broker_nor_disturb_others()
    {
        using var folder = new TempFolder();
        var options = new BrokerOptions { DataDirectory = folder.Path, ConnectionsMax = 20_000, PartitionsMax = 500, AutoCreateTopics = false };
        await using var broker = await EmbeddedBroker.StartAsync(options, NullLoggerFactory.Instance, TimeProvider.System);
        var corpus = await CorpusAsync(broker.BootstrapServers);
        using var stop = new CancellationTokenSource();
        var bystander = Task.Run(() => Bystander(broker.BootstrapServers, stop.Token));
        var random = new Random(Seed);
        long settled = 0;
        for (var i = 0; i < Frames; i++)
        {
            if (i == Frames / 4)
                settled = GC.GetTotalMemory(forceFullCollection: true);
            var frame = FrameDamage.Apply(random, corpus[random.Next(corpus.Count)]);
            using var raw = new RawConnection(broker.BootstrapServers);
            raw.SendBytes(frame);
            if (!Waiting.Contains((ApiKey)BinaryPrimitives.ReadInt16BigEndian(frame.AsSpan(4))))
                raw.Drain();
            Assert.False(bystander.IsCompleted, $"The bystander was disturbed at frame {i} of seed {Seed}: {bystander.Exception}");
        }
        await stop.CancelAsync();
        var served = await bystander;
        var growth = GC.GetTotalMemory(forceFullCollection: true) - settled;
        output.WriteLine($"{Frames} frames of seed {Seed}; bystander served {served} times; memory grew by {growth} bytes after the first quarter");
        Assert.InRange(growth, long.MinValue, GrowthMax);
        Assert.NotEmpty(KafkaCluster.At(broker.BootstrapServers).Admin().GetMetadata(KafkaCluster.Patience).Brokers);
    }

    /// <summary>Whole requests of random programs, and for each kind and version one of small numbers, which make plausible lengths.</summary>
    private static async Task<List<byte[]>> CorpusAsync(string bootstrapServers)
    {
        var corpus = new List<byte[]>();
        for (var seed = 0; seed < CorpusPrograms; seed++)
        {
            var time = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
            await using var run = await ProgramRun.StartAsync($"fuzz-{seed}", time, () => new BrokerClient(bootstrapServers, corpus.Add));
            foreach (var step in RandomProgram.Make(seed, CorpusSteps))
                await run.RunAsync(step);
        }
        var random = new Random(Seed);
        foreach (var key in Enum.GetValues<ApiKey>())
            for (short version = 0; version < 14; version++)
            {
                using var writer = new ProtocolWriter();
                writer.Int32(60);
                writer.Int16((short)key);
                writer.Int16(version);
                writer.Int32(1);
                for (var rest = 52; rest > 0; rest--)
                    writer.UInt8((byte)random.Next(4));
                corpus.Add(writer.Written.ToArray());
            }
        return corpus;
    }

    private static int Bystander(string bootstrapServers, CancellationToken stop)
    {
        using var raw = new RawConnection(bootstrapServers);
        var served = 0;
        for (; !stop.IsCancellationRequested; served++)
            raw.Receive(raw.Send(ApiKey.Metadata, 1, request => request.ArrayLength(0)));
        return served;
    }
}
