using System.Text;
using System.Text.Json;
using Confluent.Kafka;
using Fraud.Contracts;
using Fraud.Ingest.Cdc;
using Fraud.TestKit;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Fraud.IntegrationTests.Ingest;

/// <summary>A CDC connector that runs until disposed; disposing leaves its slot, so that another one can go on.</summary>
internal sealed class RunningConnector : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly CdcWorker _worker;
    private readonly Task _running;

    public RunningConnector(CdcOptions options, bool snapshotAgain = false)
    {
        _worker = new CdcWorker(options, TimeProvider.System, NullLogger<CdcWorker>.Instance) { SnapshotAgain = snapshotAgain };
        _running = Task.Run(() => _worker.RunAsync(_stop.Token));
    }

    /// <summary>Ends with the fault that stops the connector for good.</summary>
    public Task Running => _running;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _worker.Dispose();
        _stop.Dispose();
    }

    /// <summary>A connector named after its first table.</summary>
    public static CdcOptions Options(string source, string kafka, params string[] tables) => new()
    {
        Source = source,
        Tables = tables,
        Kafka = kafka,
        Name = $"cdc_{tables[0]}",
        RetryInterval = TimeSpan.FromMilliseconds(50),
    };

    public static async Task ExecuteAsync(string source, string sql)
    {
        await using var connection = new NpgsqlConnection(source);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>The records on a table's topic.</summary>
    public static IReadOnlyList<ConsumeResult<byte[], byte[]>> Records(string kafka, string table) => TopicContents.Read(kafka, Topics.Cdc(table));

    /// <summary>Waits until a topic holds this many records and returns them.</summary>
    public static async Task<IReadOnlyList<ConsumeResult<byte[], byte[]>>> RecordsAsync(string kafka, string table, int count)
    {
        IReadOnlyList<ConsumeResult<byte[], byte[]>> records = [];
        await Eventually.UntilAsync(() => HasTopic(kafka, table) && (records = Records(kafka, table)).Count >= count);
        return records;
    }

    public static string Text(byte[]? json) => json is null ? "(null)" : Encoding.UTF8.GetString(json);

    /// <summary>The key and the parts of an envelope that do not change from run to run: <c>key op before after</c>.</summary>
    public static string Summary(ConsumeResult<byte[], byte[]> record)
    {
        if (record.Message.Value is null) return $"{Text(record.Message.Key)} tombstone";
        using var json = JsonDocument.Parse(record.Message.Value);
        var envelope = json.RootElement;
        return $"{Text(record.Message.Key)} {envelope.GetProperty("op").GetString()} {envelope.GetProperty("before").GetRawText()} {envelope.GetProperty("after").GetRawText()}";
    }

    private static bool HasTopic(string kafka, string table)
    {
        using var admin = new AdminClientBuilder(Fraud.Ingest.Kafka.KafkaClients.Admin(kafka)).SetLogHandler((_, _) => { }).Build();
        return admin.GetMetadata(TimeSpan.FromSeconds(10)).Topics.Any(t => t.Topic == Topics.Cdc(table) && t.Partitions.Count > 0);
    }
}
