using System.Data;
using Fraud.Contracts;
using Npgsql;
using Npgsql.Replication;

namespace Fraud.Ingest.Cdc;

/// <summary>
/// The rows that are there before the stream begins. Creating the slot exports a snapshot of exactly the moment from which the slot streams, so
/// reading the tables in that snapshot leaves no gap and no overlap. It is one Kafka transaction: seen whole or not at all.
/// </summary>
internal sealed class TableSnapshot(CdcOptions options, SourceDatabase source, ChangeLog log, TimeProvider time) : IDisposable
{
    private readonly ChangeEnvelope _envelope = new(time);
    private PendingRow? _pending;
    private ChangeSource _origin;
    private CdcPosition _position;

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
        _position = new CdcPosition(system, slot.ConsistentPoint, 0);

        // The exported snapshot lives as long as the replication connection runs no other command.
        await using var connection = await source.OpenAsync(cancellationToken).ConfigureAwait(false);
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken).ConfigureAwait(false);
        await using (var adopt = new NpgsqlCommand($"set transaction snapshot '{slot.SnapshotName}'", connection))
            await adopt.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);

        _origin = new ChangeSource(options.Name, source.Name)
        {
            Lsn = slot.ConsistentPoint,
            TransactionId = await TransactionIdAsync(connection, cancellationToken).ConfigureAwait(false),
            CommitMicros = (time.GetUtcNow().Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond,
        };
        long rows = 0;
        log.Begin();
        foreach (var table in tables)
        {
            if (truncateFirst)
                log.Append(new ChangeRecord(table.Topic, null, _envelope.Value(table, RowOperation.Truncate, null, null, _origin), _position));
            rows += await WriteTableAsync(connection, table, ReferenceEquals(table, tables[0]), cancellationToken).ConfigureAwait(false);
        }

        WritePending(lastRow: true, lastOfAll: true);
        log.Commit(_position);
        return (_position, rows);
    }

    public void Dispose() => _envelope.Dispose();

    private async Task<long> WriteTableAsync(NpgsqlConnection connection, SourceTable table, bool firstTable, CancellationToken cancellationToken)
    {
        // Not by casts to text, which trim char(n) and write booleans unlike the stream.
        var columns = string.Join(", ", table.Columns.Select(c => SqlName.Quote(c.Name)));
        await using var command = new NpgsqlCommand($"select {columns} from {table.Sql}", connection) { CommandTimeout = 0, AllResultTypesAreUnknown = true };
        await using var reader = await command.ExecuteReaderAsync(CommandBehavior.SequentialAccess, cancellationToken).ConfigureAwait(false);
        long rows = 0;
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            var row = new RowImage(new string?[table.Columns.Count]);
            for (var i = 0; i < row.Values.Length; i++)
                row.Values[i] = await reader.IsDBNullAsync(i, cancellationToken).ConfigureAwait(false) ? null : reader.GetString(i);
            WritePending(lastRow: rows == 0, lastOfAll: false);
            _pending = new PendingRow(table, row, firstTable, FirstRow: rows == 0);
            rows++;
        }

        return rows;
    }

    /// <summary>A row is written when it is known what follows it.</summary>
    private void WritePending(bool lastRow, bool lastOfAll)
    {
        if (_pending is not { } row) return;
        var origin = _origin with { Snapshot = SnapshotMark.Of(row.FirstTable, row.FirstRow, lastRow, lastOfAll) };
        var value = _envelope.Value(row.Table, RowOperation.Read, null, row.Row, origin);
        log.Append(new ChangeRecord(row.Table.Topic, _envelope.Key(row.Table, row.Row), value, _position));
        _pending = null;
    }

    private static async Task<uint> TransactionIdAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("select case when pg_is_in_recovery() then 0 else txid_current() end", connection);
        return (uint)(long)(await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false))!;
    }

    private sealed record PendingRow(SourceTable Table, RowImage Row, bool FirstTable, bool FirstRow);
}
