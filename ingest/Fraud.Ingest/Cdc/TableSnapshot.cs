using System.Data;
using Fraud.Contracts;
using Npgsql;
using Npgsql.Replication;

namespace Fraud.Ingest.Cdc;

/// <summary>
/// The rows that are there before the stream begins. Creating the slot exports a snapshot of exactly the moment from which the slot streams, so
/// reading the tables in that snapshot leaves no gap and no overlap. It is one Kafka transaction: seen whole or not at all.
/// </summary>
internal sealed class TableSnapshot(CdcOptions options, SourceDatabase source, ChangeLog log, TimeProvider time)
{
    private readonly ChangeEnvelope _envelope = new(time);

    /// <summary>Makes the slot and writes every row of every table.</summary>
    /// <returns>The position the snapshot stands for, and its number of rows.</returns>
    public async Task<(CdcPosition Position, long Rows)> WriteAsync(IReadOnlyList<SourceTable> tables, bool truncateFirst, CancellationToken cancellationToken)
    {
        await source.DropSlotAsync(cancellationToken).ConfigureAwait(false);
        await using var replication = await source.OpenReplicationAsync(cancellationToken).ConfigureAwait(false);
        var system = (await replication.IdentifySystem(cancellationToken).ConfigureAwait(false)).SystemId;
        var slot = await replication.CreatePgOutputReplicationSlot(
            options.Name, slotSnapshotInitMode: LogicalSlotSnapshotInitMode.Export, cancellationToken: cancellationToken).ConfigureAwait(false);

        // The first transaction of the stream may commit at this very position: none of its changes is covered.
        var position = new CdcPosition(system, slot.ConsistentPoint, 0);

        // The exported snapshot lives as long as the replication connection runs no other command.
        await using var connection = await source.OpenAsync(cancellationToken).ConfigureAwait(false);
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken).ConfigureAwait(false);
        await ExecuteAsync(connection, $"set transaction snapshot '{slot.SnapshotName}'", cancellationToken).ConfigureAwait(false);

        var taken = (time.GetUtcNow().Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;
        var origin = new ChangeSource(source.Name, Snapshot: true, slot.ConsistentPoint, slot.ConsistentPoint, null, taken) { Name = options.Name };
        long rows = 0;
        log.Begin();
        foreach (var table in tables)
        {
            if (truncateFirst)
                log.Append(new ChangeRecord(table.Topic, null, _envelope.Value(table, RowOperation.Truncate, null, false, null, origin), position));
            rows += await WriteTableAsync(connection, table, origin, position, cancellationToken).ConfigureAwait(false);
        }

        log.Commit(position);
        return (position, rows);
    }

    private async Task<long> WriteTableAsync(
        NpgsqlConnection connection, SourceTable table, ChangeSource origin, CdcPosition position, CancellationToken cancellationToken)
    {
        var columns = string.Join(", ", table.Columns.Select(c => $"{SqlName.Quote(c.Name)}::text"));
        await using var command = new NpgsqlCommand($"select {columns} from {table.Sql}", connection) { CommandTimeout = 0 };
        await using var reader = await command.ExecuteReaderAsync(CommandBehavior.SequentialAccess, cancellationToken).ConfigureAwait(false);
        long rows = 0;
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            var row = new RowImage(new string?[table.Columns.Count]);
            for (var i = 0; i < row.Values.Length; i++)
                row.Values[i] = await reader.IsDBNullAsync(i, cancellationToken).ConfigureAwait(false) ? null : reader.GetString(i);
            var value = _envelope.Value(table, RowOperation.Read, null, false, row, origin);
            log.Append(new ChangeRecord(table.Topic, _envelope.Key(table, row), value, position));
            rows++;
        }

        return rows;
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }
}
