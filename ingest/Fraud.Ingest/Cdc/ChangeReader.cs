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
    CdcOptions options, SourceDatabase source, LogicalReplicationConnection stream, CdcPosition reached, TimeProvider time)
{
    private readonly ChangeEnvelope _envelope = new(time);
    private readonly Dictionary<uint, SourceTable> _tables = [];
    private NpgsqlLogSequenceNumber _commitLsn;
    private uint _transactionId;
    private long _commitMicros;
    private long _index;

    /// <summary>Streams until cancelled; waits when <paramref name="output"/> is full, and the source then keeps the WAL.</summary>
    public async Task RunAsync(ChannelWriter<ChangeRecord> output, CancellationToken cancellationToken)
    {
        var settings = new PgOutputReplicationOptions(options.Name, PgOutputProtocolVersion.V1, messages: true);
        var slot = new PgOutputReplicationSlot(options.Name);
        await foreach (var message in stream.StartReplication(slot, settings, cancellationToken).ConfigureAwait(false))
            await ReadAsync(message, output, cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask ReadAsync(PgOutputReplicationMessage message, ChannelWriter<ChangeRecord> output, CancellationToken stop)
    {
        switch (message)
        {
            case BeginMessage begin:
                _commitLsn = begin.TransactionFinalLsn;
                _transactionId = begin.TransactionXid;
                _commitMicros = (begin.TransactionCommitTimestamp.Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;
                _index = 0;
                break;
            case RelationMessage relation:
                _tables[relation.RelationId] = await DescribeAsync(relation, stop).ConfigureAwait(false);
                break;
            case InsertMessage insert:
                var inserted = await RowAsync(insert.NewRow, stop).ConfigureAwait(false);
                await WriteAsync(output, message, Table(insert.Relation), RowOperation.Create, null, false, inserted, stop).ConfigureAwait(false);
                break;
            case UpdateMessage update:
                await ReadUpdateAsync(update, output, stop).ConfigureAwait(false);
                break;
            case FullDeleteMessage delete:
                var deleted = await RowAsync(delete.OldRow, stop).ConfigureAwait(false);
                await WriteDeleteAsync(output, message, Table(delete.Relation), deleted, false, null, stop).ConfigureAwait(false);
                break;
            case KeyDeleteMessage delete:
                var key = await RowAsync(delete.Key, stop).ConfigureAwait(false);
                await WriteDeleteAsync(output, message, Table(delete.Relation), key, true, null, stop).ConfigureAwait(false);
                break;
            case TruncateMessage truncate:
                foreach (var relation in truncate.Relations)
                    await WriteAsync(output, message, Table(relation), RowOperation.Truncate, null, false, null, stop).ConfigureAwait(false);
                break;
            case CommitMessage commit:
                var position = reached with { CommitLsn = commit.CommitLsn, Index = CdcPosition.WholeTransaction };
                await output.WriteAsync(
                    new ChangeRecord(null, null, null, position) { Confirms = commit.TransactionEndLsn }, stop).ConfigureAwait(false);
                break;
        }
    }

    private async ValueTask ReadUpdateAsync(UpdateMessage update, ChannelWriter<ChangeRecord> output, CancellationToken stop)
    {
        var table = Table(update.Relation);
        // The parts of a message come in order: the old row or key first.
        RowImage? before = update switch
        {
            FullUpdateMessage full => await RowAsync(full.OldRow, stop).ConfigureAwait(false),
            IndexUpdateMessage index => await RowAsync(index.Key, stop).ConfigureAwait(false),
            _ => null,
        };
        var keyOnly = update is IndexUpdateMessage;
        var after = await RowAsync(update.NewRow, stop).ConfigureAwait(false);
        if (before is { } old && !keyOnly) after.FillFrom(old);
        if (before is not { } known || !table.HasKey || after.HasKeyOf(known, table))
        {
            await WriteAsync(output, update, table, RowOperation.Update, before, keyOnly, after, stop).ConfigureAwait(false);
            return;
        }

        // Consumers keep one row per key, so a new key is a deletion and a creation that point at each other.
        await WriteDeleteAsync(output, update, table, known, keyOnly, after, stop).ConfigureAwait(false);
        await WriteAsync(output, update, table, RowOperation.Create, null, false, after, stop, ("__debezium.oldkey", _envelope.Key(table, known)!))
            .ConfigureAwait(false);
    }

    private async ValueTask WriteDeleteAsync(
        ChannelWriter<ChangeRecord> output, PgOutputReplicationMessage message, SourceTable table, RowImage row, bool keyOnly, RowImage? movedTo,
        CancellationToken stop)
    {
        (string, byte[])? header = movedTo is { } target ? ("__debezium.newkey", _envelope.Key(table, target)!) : null;
        await WriteAsync(output, message, table, RowOperation.Delete, row, keyOnly, null, stop, header).ConfigureAwait(false);
        if (!table.HasKey) return;
        await WriteNextAsync(output, table, () => _envelope.Key(table, row), () => null, null, stop).ConfigureAwait(false);
    }

    private ValueTask WriteAsync(
        ChannelWriter<ChangeRecord> output, PgOutputReplicationMessage message, SourceTable table, RowOperation operation, RowImage? before,
        bool beforeIsKeyOnly, RowImage? after, CancellationToken stop, (string, byte[])? header = null)
    {
        var origin = new ChangeSource(source.Name, false, message.WalStart, _commitLsn, _transactionId, _commitMicros) { Name = options.Name };
        return WriteNextAsync(
            output, table,
            () => (after ?? before) is { } row ? _envelope.Key(table, row) : null,
            () => _envelope.Value(table, operation, before, beforeIsKeyOnly, after, origin),
            header, stop);
    }

    /// <summary>Numbers a record within its transaction and hands it on, unless the log has it.</summary>
    private ValueTask WriteNextAsync(
        ChannelWriter<ChangeRecord> output, SourceTable table, Func<byte[]?> key, Func<byte[]?> value, (string, byte[])? header, CancellationToken stop)
    {
        _index++;
        if (reached.Covers(_commitLsn, _index)) return ValueTask.CompletedTask;
        var position = reached with { CommitLsn = _commitLsn, Index = _index };
        return output.WriteAsync(new ChangeRecord(table.Topic, key(), value(), position) { Header = header }, stop);
    }

    private SourceTable Table(RelationMessage relation) => _tables[relation.RelationId];

    /// <summary>The stream says which columns there are; which of them are the primary key only the catalogue knows.</summary>
    private async Task<SourceTable> DescribeAsync(RelationMessage relation, CancellationToken stop)
    {
        var now = await source.ReadTableAsync(relation.Namespace, relation.RelationName, stop).ConfigureAwait(false);
        var keys = now?.Columns.Where(c => c.IsKey).Select(c => c.Name).ToHashSet();
        return new SourceTable(
            relation.Namespace,
            relation.RelationName,
            [.. relation.Columns.Select(c => new SourceColumn(
                c.ColumnName, c.DataTypeId, keys?.Contains(c.ColumnName) ?? c.Flags == RelationMessage.Column.ColumnFlags.PartOfKey))]);
    }

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
