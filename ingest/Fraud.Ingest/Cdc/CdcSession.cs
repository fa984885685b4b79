using System.Threading.Channels;
using Fraud.Contracts;
using Fraud.Ingest.Kafka;
using Microsoft.Extensions.Logging;
using Npgsql.Replication;
using NpgsqlTypes;

namespace Fraud.Ingest.Cdc;

/// <summary>
/// The connector from its position on the log until a fault ends it:
/// <code>
///   take the log over (fences a predecessor) ─► read the position
///     none: slot + exported snapshot ─► all rows and the position, in one transaction
///   stream from the slot ─► batches: changes and position in one transaction ─► confirm to the source
/// </code>
/// The source is told of a position only after the log has it, so nothing is lost; what the source then streams again is recognised by its
/// position and skipped, so nothing is repeated.
/// </summary>
internal sealed partial class CdcSession(CdcOptions options, TimeProvider time, ILogger logger)
{
    private static readonly TimeSpan TopicsTimeout = TimeSpan.FromSeconds(30);

    /// <summary>Writes all rows again, after a truncate event per table; false once that is done.</summary>
    public bool SnapshotAgain { get; set; }

    /// <summary>Runs; ends only by an exception, after which it can be run again.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        await using var source = new SourceDatabase(options);
        var tables = await source.ReadTablesAsync(stop).ConfigureAwait(false);
        await new TopicCreator(options.Kafka).EnsureAsync(TopicLayout.Cdc(tables.Select(t => t.Name)), TopicsTimeout, stop).ConfigureAwait(false);
        await source.EnsurePublicationAsync(tables, stop).ConfigureAwait(false);

        using var log = ChangeLog.Open(options, [Topics.CdcPositions, .. tables.Select(t => t.Topic)]);
        var known = log.ReadPosition();
        if (known is null || SnapshotAgain)
        {
            using var snapshot = new TableSnapshot(options, source, log, time);
            var (taken, rows) = await snapshot.WriteAsync(tables, truncateFirst: known is not null, stop).ConfigureAwait(false);
            LogSnapshot(logger, rows, tables.Count, taken.CommitLsn);
            known = taken;
            SnapshotAgain = false;
        }
        else if (await source.SlotIsUsableAsync(stop).ConfigureAwait(false) is not true)
        {
            throw new CdcException(
                $"The replication slot {options.Name} is gone, and with it the changes since {known.Value.CommitLsn}: start once with --snapshot.");
        }

        await using var stream = await source.OpenReplicationAsync(stop).ConfigureAwait(false);
        await CheckSystemAsync(stream, known.Value, stop).ConfigureAwait(false);
        LogStreaming(logger, string.Join(", ", tables.Select(t => t.Name)), known.Value.CommitLsn);
        var streamed = new StreamedTables(source.Catalogue, tables);
        using var reader = new ChangeReader(options, source, streamed, stream, known.Value, time);
        await StreamAsync(source, stream, log, reader, stop).ConfigureAwait(false);
    }

    private async Task CheckSystemAsync(LogicalReplicationConnection stream, CdcPosition known, CancellationToken stop)
    {
        var system = await stream.IdentifySystem(stop).ConfigureAwait(false);
        if (system.SystemId != known.System)
            throw new CdcException($"The source is another database cluster than {options.Name} captured so far: start once with --snapshot, or give --name.");
    }

    private async Task StreamAsync(
        SourceDatabase source, LogicalReplicationConnection stream, ChangeLog log, ChangeReader reader, CancellationToken stop)
    {
        var records = Channel.CreateBounded<ChangeRecord>(new BoundedChannelOptions(options.BatchMax) { SingleReader = true, SingleWriter = true });
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var reading = ReadAllAsync(reader, records.Writer, ended.Token);
        try
        {
            await WriteBatchesAsync(source, stream, log, records.Reader, stop).ConfigureAwait(false);
        }
        finally
        {
            await ended.CancelAsync().ConfigureAwait(false);
            await reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static async Task ReadAllAsync(ChangeReader reader, ChannelWriter<ChangeRecord> output, CancellationToken stop)
    {
        try
        {
            await reader.RunAsync(output, stop).ConfigureAwait(false);
            output.Complete(new CdcException("The source ended the stream.") { IsTransient = true });
        }
        catch (Exception e)
        {
            // Whatever it is, the writing side must see it.
            output.Complete(e);
        }
    }

    private async Task WriteBatchesAsync(
        SourceDatabase source, LogicalReplicationConnection stream, ChangeLog log, ChannelReader<ChangeRecord> records, CancellationToken stop)
    {
        while (true)
        {
            if (!await WaitAsync(records, stop).ConfigureAwait(false))
            {
                await source.HeartbeatAsync(stop).ConfigureAwait(false);
                continue;
            }

            if (WriteBatch(log, records) is { } confirmed) stream.SetReplicationStatus(confirmed);
        }
    }

    /// <summary>False when nothing came for the heartbeat's time.</summary>
    private async Task<bool> WaitAsync(ChannelReader<ChangeRecord> records, CancellationToken stop)
    {
        var ready = records.WaitToReadAsync(stop);
        if (ready.IsCompletedSuccessfully) return true;
        try
        {
            return await ready.AsTask().WaitAsync(options.HeartbeatInterval, time, stop).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    /// <summary>Writes what is there, up to the batch limit, in one transaction; a source transaction may span several.</summary>
    /// <returns>What the source need not keep any more; null when no source transaction ended.</returns>
    private NpgsqlLogSequenceNumber? WriteBatch(ChangeLog log, ChannelReader<ChangeRecord> records)
    {
        NpgsqlLogSequenceNumber? confirmed = null;
        CdcPosition? position = null;
        var begun = false;
        for (var count = 0; count < options.BatchMax && records.TryRead(out var record); count++)
        {
            if (record.Topic is null)
            {
                confirmed = record.Confirms;
            }
            else
            {
                if (!begun) log.Begin();
                begun = true;
                log.Append(record);
            }

            position = record.Position;
        }

        if (begun) log.Commit(position!.Value);
        return confirmed;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Wrote the {Rows} rows of {Tables} tables as of {Lsn}")]
    private static partial void LogSnapshot(ILogger logger, long rows, int tables, NpgsqlLogSequenceNumber lsn);

    [LoggerMessage(Level = LogLevel.Information, Message = "Streaming the changes of {Tables} from {Lsn}")]
    private static partial void LogStreaming(ILogger logger, string tables, NpgsqlLogSequenceNumber lsn);
}
