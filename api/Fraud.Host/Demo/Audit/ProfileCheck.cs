using System.Text.Json;
using Confluent.Kafka;
using Fraud.Contracts;
using Fraud.Host.Demo.Setup;
using Fraud.Host.Runtime;
using Fraud.Ingest.Cdc;
using Fraud.Ingest.Kafka;
using Npgsql;

namespace Fraud.Host.Demo.Audit;

/// <summary>
/// Holds the bank's tables against the CDC topics: the changes read one after another must end in the very rows that stand in Postgres. Memory
/// grows with the rows.
/// </summary>
internal sealed class ProfileCheck(string kafka, NpgsqlDataSource database, TimeProvider time)
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(200);

    private readonly Dictionary<string, string> _rows = new(StringComparer.Ordinal);
    private readonly HashSet<string> _differing = new(StringComparer.Ordinal);

    /// <summary>Waits until the topics have carried every row as it stands in the tables now.</summary>
    /// <returns>Row changes read.</returns>
    /// <exception cref="OperatingFaultException">They have not in time.</exception>
    public async Task<long> UntilCarriedAsync(TimeSpan patience, CancellationToken stop)
    {
        await ReadTablesAsync(stop);
        return await Task.Run(() => Follow(patience, stop), stop);
    }

    private async Task ReadTablesAsync(CancellationToken stop)
    {
        await using var read = database.CreateCommand(
            """
            select 'customers/' || customer_id, email || '|' || phone from customers
            union all select 'accounts/' || account_id, spending_limit_minor::text from accounts
            """);
        await using var rows = await read.ExecuteReaderAsync(stop);
        while (await rows.ReadAsync(stop))
        {
            _rows[rows.GetString(0)] = rows.GetString(1);
            _differing.Add(rows.GetString(0));
        }
    }

    private long Follow(TimeSpan patience, CancellationToken stop)
    {
        using var consumer = new ConsumerBuilder<byte[], byte[]>(KafkaClients.ReadCommittedConsumer(kafka, "fraud-demo-audit"))
            .SetLogHandler((_, _) => { }).Build();
        consumer.Assign(BankTables.Names.Select(table => new TopicPartitionOffset(Topics.Cdc(table), 0, Offset.Beginning)));
        var changes = 0L;
        for (var begun = time.GetTimestamp(); _differing.Count > 0;)
        {
            stop.ThrowIfCancellationRequested();
            if (consumer.Consume(Poll) is { } record)
            {
                changes++;
                if (RowChangeDecoder.TryDecode(record.Message.Value, out var change, out _) && change?.After is { } row) Take(change.Table, row);
            }
            else if (time.GetElapsedTime(begun) > patience)
            {
                throw new OperatingFaultException(
                    $"{_differing.Count} rows of Postgres have not reached the log after {patience.TotalSeconds:0} s: look at the connector's messages.");
            }
        }

        return changes;
    }

    private void Take(string table, JsonElement row)
    {
        var (key, value) = table == "customers"
            ? (Text(row, "customer_id"), $"{Text(row, "email")}|{Text(row, "phone")}")
            : (Text(row, "account_id"), Text(row, "spending_limit_minor"));
        key = $"{table}/{key}";
        if (!_rows.TryGetValue(key, out var stands)) return;
        if (stands == value) _differing.Remove(key);
        else _differing.Add(key);
    }

    private static string Text(JsonElement row, string column) => row.TryGetProperty(column, out var value) ? value.ToString() : "";
}
