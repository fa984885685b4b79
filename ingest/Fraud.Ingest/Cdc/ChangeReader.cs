using System.Threading.Channels;
using Fraud.Contracts;
using Npgsql.Replication;
using Npgsql.Replication.PgOutput;
using Npgsql.Replication.PgOutput.Messages;
using NpgsqlTypes;

namespace Fraud.Ingest.Cdc;

/// <summary>
/// Reads the change stream (PostgreSQL, "Logical Streaming Replication Protocol") and turns it into records, skipping those that the log has
/// already: after a restart the source streams again whatever was not confirmed.
/// </summary>
internal sealed class ChangeReader(
    CdcOptions options, SourceDatabase source, StreamedTables tables, LogicalReplicationConnection stream, CdcPosition reached, TimeProvider time)
    : IDisposable
{
    private const string NewKeyHeader = "__debezium.newkey";
    private const string OldKeyHeader = "__debezium.oldkey";
    private const byte TransactionalFlag = 1;
    private readonly ChangeEnvelope _envelope = new(time);
    private ChangeSource _origin = new(options.Name, source.Name) { LastCommit = reached.LastCommit };
    private NpgsqlLogSequenceNumber _commitLsn;
    private long _index;

    /// <summary>Streams until cancelled; waits when <paramref name="output"/> is full, and the source then keeps the WAL.</summary>
    public async Task RunAsync(ChannelWriter<ChangeRecord> output, CancellationToken cancellationToken)
    {
        var settings = new PgOutputReplicationOptions(options.Name, PgOutputProtocolVersion.V1, messages: true);
        var slot = new PgOutputReplicationSlot(options.Name);
        await foreach (var message in stream.StartReplication(slot, settings, cancellationToken).ConfigureAwait(false))
            await ReadAsync(message, output, cancellationToken).ConfigureAwait(false);
    }

    public void Dispose() => _envelope.Dispose();

    private async ValueTask ReadAsync(PgOutputReplicationMessage message, ChannelWriter<ChangeRecord> output, CancellationToken stop)
    {
        _origin = _origin with { Lsn = message.WalStart };
        switch (message)
        {
            case BeginMessage begin:
                Begin(begin);
                break;
            case OriginMessage origin:
                _origin = _origin with { Origin = origin.OriginName, OriginLsn = origin.OriginCommitLsn };
                break;
            case RelationMessage relation:
                await tables.DescribeAsync(relation, stop).ConfigureAwait(false);
                break;
            case InsertMessage insert:
                var inserted = await RowAsync(insert.NewRow, stop).ConfigureAwait(false);
                await WriteAsync(output, tables.Find(insert.Relation), RowOperation.Create, null, inserted, null, stop).ConfigureAwait(false);
                break;
            case UpdateMessage update:
                await ReadUpdateAsync(update, output, stop).ConfigureAwait(false);
                break;
            case FullDeleteMessage delete:
                var deleted = await RowAsync(delete.OldRow, stop).ConfigureAwait(false);
                await WriteDeleteAsync(output, tables.Find(delete.Relation), deleted, null, stop).ConfigureAwait(false);
                break;
            case KeyDeleteMessage delete:
                var key = await RowAsync(delete.Key, stop).ConfigureAwait(false);
                await WriteDeleteAsync(output, tables.Find(delete.Relation), key, null, stop).ConfigureAwait(false);
                break;
            case TruncateMessage truncate when options.Truncates:
                foreach (var relation in truncate.Relations)
                    await WriteAsync(output, tables.Find(relation), RowOperation.Truncate, null, null, null, stop).ConfigureAwait(false);
                break;
            case LogicalDecodingMessage logical when logical.Prefix != SourceDatabase.HeartbeatPrefix:
                await ReadLogicalAsync(logical, output, stop).ConfigureAwait(false);
                break;
            case CommitMessage commit:
                _origin = _origin with { LastCommit = commit.WalStart };
                var position = Position() with { Index = CdcPosition.WholeTransaction };
                await output.WriteAsync(
                    new ChangeRecord(null, null, null, position) { Confirms = commit.TransactionEndLsn }, stop).ConfigureAwait(false);
                break;
        }
    }

    private void Begin(BeginMessage begin)
    {
        _commitLsn = begin.TransactionFinalLsn;
        _index = 0;
        _origin = _origin with
        {
            TransactionId = begin.TransactionXid,
            CommitMicros = (begin.TransactionCommitTimestamp.Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond,
            Origin = null,
            OriginLsn = null,
        };
    }

    private async ValueTask ReadUpdateAsync(UpdateMessage update, ChannelWriter<ChangeRecord> output, CancellationToken stop)
    {
        var table = tables.Find(update.Relation);
        // The parts of a message come in order: the old row or key first.
        RowImage? before = update switch
        {
            FullUpdateMessage full => await RowAsync(full.OldRow, stop).ConfigureAwait(false),
            IndexUpdateMessage index => await RowAsync(index.Key, stop).ConfigureAwait(false),
            _ => null,
        };
        var after = await RowAsync(update.NewRow, stop).ConfigureAwait(false);
        if (before is { } old && update is FullUpdateMessage) after.FillFrom(old);
        if (table is null || before is not { } known || !table.HasKey || after.HasKeyOf(known, table))
        {
            await WriteAsync(output, table, RowOperation.Update, before, after, null, stop).ConfigureAwait(false);
            return;
        }

        // Consumers keep one row per key, so a new key is a deletion and a creation that point at each other.
        await WriteDeleteAsync(output, table, known, (NewKeyHeader, _envelope.Key(table, after)!), stop).ConfigureAwait(false);
        await WriteAsync(output, table, RowOperation.Create, null, after, (OldKeyHeader, _envelope.Key(table, known)!), stop).ConfigureAwait(false);
    }

    private async ValueTask ReadLogicalAsync(LogicalDecodingMessage message, ChannelWriter<ChangeRecord> output, CancellationToken stop)
    {
        using var content = new MemoryStream();
        await message.Data.CopyToAsync(content, stop).ConfigureAwait(false);
        if (message.Flags != TransactionalFlag)
        {
            // It comes between transactions, at its own place in the order of commits.
            _commitLsn = message.MessageLsn;
            _index = 0;
            _origin = _origin with { TransactionId = null, Origin = null, OriginLsn = null };
        }

        if (!IsNext()) return;
        var value = _envelope.MessageValue(message.Prefix, content.GetBuffer().AsSpan(0, (int)content.Length), _origin);
        await output.WriteAsync(new ChangeRecord(Topics.CdcMessages, _envelope.MessageKey(message.Prefix), value, Position()), stop).ConfigureAwait(false);
    }

    private async ValueTask WriteDeleteAsync(
        ChannelWriter<ChangeRecord> output, SourceTable? table, RowImage row, (string, byte[])? header, CancellationToken stop)
    {
        await WriteAsync(output, table, RowOperation.Delete, row, null, header, stop).ConfigureAwait(false);
        if (!IsNext() || table is null) return;
        var tombstone = new ChangeRecord(table.Topic, _envelope.Key(table, row), null, Position()) { Header = header };
        await output.WriteAsync(tombstone, stop).ConfigureAwait(false);
    }

    private ValueTask WriteAsync(
        ChannelWriter<ChangeRecord> output, SourceTable? table, RowOperation operation, RowImage? before, RowImage? after,
        (string, byte[])? header, CancellationToken stop)
    {
        if (!IsNext() || table is null) return ValueTask.CompletedTask;
        var key = (after ?? before) is { } row ? _envelope.Key(table, row) : null;
        var record = new ChangeRecord(table.Topic, key, _envelope.Value(table, operation, before, after, _origin), Position()) { Header = header };
        return output.TryWrite(record) ? ValueTask.CompletedTask : output.WriteAsync(record, stop);
    }

    /// <summary>Numbers a record within its transaction; false when the log has it already.</summary>
    private bool IsNext() => !reached.Covers(_commitLsn, ++_index);

    private CdcPosition Position() => reached with { CommitLsn = _commitLsn, Index = _index, LastCommit = _origin.LastCommit };

    private static async ValueTask<RowImage> RowAsync(ReplicationTuple tuple, CancellationToken stop)
    {
        var values = new string?[tuple.NumColumns];
        var i = 0;
        await foreach (var value in tuple.WithCancellation(stop).ConfigureAwait(false))
        {
            values[i++] = value.Kind switch
            {
                TupleDataKind.Null => null,
                TupleDataKind.UnchangedToastedValue => RowImage.Unavailable,
                _ => await value.Get<string>(stop).ConfigureAwait(false),
            };
        }

        return new RowImage(values);
    }
}
