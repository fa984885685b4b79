using System.Diagnostics;
using System.Globalization;
using Fraud.Broker.Protocol;
using Fraud.Host.Runtime;
using Fraud.IntegrationTests.Broker.Differential;
using Fraud.TestKit;
using Xunit;

namespace Fraud.IntegrationTests.Broker;

/// <summary>
/// A disk that refuses writes: clients get errors they know on connections that stay open, and what was acknowledged is there afterwards. The
/// refusal is the system's own, by its limit on the size of files.
/// </summary>
public sealed class FullDiskTests
{
    private const int FileKilobytesMax = 64;
    private const int RecordBytes = 2000;

    [Fact]
    public async Task Writes_are_refused_with_errors_and_everything_acknowledged_survives()
    {
        using var folder = new TempFolder("full-disk");
        var port = LocalPort.Choose(folder.Path, "log");
        var address = string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{port}");
        var partition = new TopicPartition("t", 0);
        long stored = 0;
        using (var limited = Serve(folder, port, FileKilobytesMax))
        {
            await Eventually.ListensAsync(port);
            using var client = new BrokerClient(address);
            await client.CreateTopicAsync(partition.Topic, 1);
            var (_, producerId, epoch) = await client.InitAsync("id");
            Assert.Equal(ErrorCode.None, await client.AddPartitionAsync("id", producerId, epoch, partition));
            while (await client.ProduceAsync(partition, null, Batch()) is var (error, _))
            {
                if (error == ErrorCode.KafkaStorageError)
                    break;
                Assert.Equal(ErrorCode.None, error);
                stored++;
            }
            Assert.InRange(stored, 10, FileKilobytesMax);
            // The journal fills as well; the same connection is told so.
            var offset = 0L;
            while (client.TryCommit("group", partition, offset + 1) is var error && error != ErrorCode.CoordinatorNotAvailable)
            {
                Assert.Equal(ErrorCode.None, error);
                offset++;
            }
            Assert.Equal((ErrorCode.None, offset), Offset(await client.CommittedAsync("group", partition, stable: false)));
            Assert.Equal(stored, client.ListOffset(partition, -1, false).Offset);
            limited.Kill();
            await limited.WaitForExitAsync();
            await CheckAsync(folder, port, partition, stored, offset);
        }
    }

    private static async Task CheckAsync(TempFolder folder, int port, TopicPartition partition, long stored, long offset)
    {
        using var free = Serve(folder, port, null);
        await Eventually.ListensAsync(port);
        using var client = new BrokerClient(string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{port}"));
        Assert.Equal(stored, client.ListOffset(partition, -1, false).Offset);
        Assert.Equal((ErrorCode.None, offset), Offset(await client.CommittedAsync("group", partition, stable: false)));
        Assert.Equal(stored, VisibleRecords.Of(client.Fetch(partition, 0, committedOnly: false), 0).Records.Count);
        Assert.Equal((ErrorCode.None, stored), await client.ProduceAsync(partition, null, Batch()));
        free.Kill();
        await free.WaitForExitAsync();
    }

    private static (ErrorCode, long) Offset((ErrorCode Error, long Offset, string Metadata) answer) => (answer.Error, answer.Offset);

    private static byte[] Batch() => BatchBuilder.Build([("k", new string('x', RecordBytes), 1_700_000_000_000)], -1, -1, -1, isTransactional: false);

    private static Process Serve(TempFolder folder, int port, int? fileKilobytes)
    {
        // The signal that comes with the refusal would end the process; the runtime reserves a file larger than the limit for its code.
        var limit = fileKilobytes is { } most ? $"trap '' XFSZ; ulimit -f {most}; " : "";
        var start = new ProcessStartInfo("bash") { Environment = { ["DOTNET_EnableWriteXorExecute"] = "0" } };
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add(string.Create(CultureInfo.InvariantCulture,
            $"{limit}exec dotnet '{Path.Combine(AppContext.BaseDirectory, "fraud.dll")}' log serve --dir '{folder.File("data")}' --port {port} >/dev/null 2>&1"));
        return Process.Start(start)!;
    }
}
