using System.Buffers.Binary;
using System.Security.Cryptography;
using Fraud.Contracts;
using Npgsql;

namespace Fraud.Host.Chaos;

/// <summary>What Postgres must hold of the topics: each decision byte for byte at its position, and the alerts.</summary>
internal sealed class ProjectedRows
{
    private readonly Dictionary<LogPosition, long> _decisions = [];
    private readonly HashSet<(string Account, string Payment)> _alerts = [];

    /// <summary>Expects a decision; the first of a position counts.</summary>
    public void ExpectDecision(LogPosition position, ReadOnlySpan<byte> record) => _decisions.TryAdd(position, Digest(record));

    public void ExpectCorrection(LogPosition position, ReadOnlySpan<byte> record) => _decisions[position] = Digest(record);

    public void ExpectAlert(string account, string payment) => _alerts.Add((account, payment));

    /// <summary>Holds the rows against what is expected.</summary>
    /// <returns>The number of differences.</returns>
    public async Task<long> CompareAsync(NpgsqlDataSource database, Action<string> differs, CancellationToken stop)
    {
        long differences = 0;
        void Count(string what)
        {
            differences++;
            differs(what);
        }

        await using (var rows = database.CreateCommand("select position_topic, position_partition, position_offset, sha256(record) from decisions"))
        await using (var reader = await rows.ExecuteReaderAsync(stop))
        {
            while (await reader.ReadAsync(stop))
            {
                var position = new LogPosition(reader.GetString(0), reader.GetInt32(1), reader.GetInt64(2));
                if (!_decisions.Remove(position, out var wanted) || wanted != Prefix(reader.GetFieldValue<byte[]>(3)))
                    Count($"Postgres has another decision at {position} than the topic");
            }
        }

        await using (var rows = database.CreateCommand("select account_id, payment_id from alerts"))
        await using (var reader = await rows.ExecuteReaderAsync(stop))
        {
            while (await reader.ReadAsync(stop))
            {
                if (!_alerts.Remove((reader.GetString(0), reader.GetString(1))))
                    Count($"Postgres has an alert of {reader.GetString(1)} and the topic has none");
            }
        }

        foreach (var position in _decisions.Keys)
            Count($"Postgres lacks the decision at {position}");
        foreach (var (_, payment) in _alerts)
            Count($"Postgres lacks the alert of {payment}");
        return differences;
    }

    private static long Digest(ReadOnlySpan<byte> record)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(record, hash);
        return Prefix(hash);
    }

    private static long Prefix(ReadOnlySpan<byte> hash) => BinaryPrimitives.ReadInt64LittleEndian(hash);
}
