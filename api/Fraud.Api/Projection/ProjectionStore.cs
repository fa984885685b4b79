using Confluent.Kafka;
using Npgsql;

namespace Fraud.Api.Projection;

/// <summary>Writes batches, each with the offsets after it in one transaction, over the connection that holds the projector's lock.</summary>
internal sealed class ProjectionStore(NpgsqlConnection connection, TimeProvider time)
{
    private const long ProjectorLock = 0x6672617564_02;
    private readonly FeatureSampler _sampler = new();

    /// <summary>
    /// Makes this connection the projector's if no other is. The lock ends with the connection, and so does any transaction over it: a
    /// projector that was cut off cannot write beside its successor.
    /// </summary>
    public async Task<bool> TryLockAsync(CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("select pg_try_advisory_lock($1)", connection) { Parameters = { new() { Value = ProjectorLock } } };
        return (bool)(await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false))!;
    }

    /// <summary>Prepares the connection; returns the next offset per partition.</summary>
    public async Task<Dictionary<TopicPartition, long>> OpenAsync(CancellationToken cancellationToken)
    {
        await using (var create = new NpgsqlCommand(ProjectionSql.CreateIncoming, connection))
            await create.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);

        var offsets = new Dictionary<TopicPartition, long>();
        await using var command = new NpgsqlCommand("select topic, partition, next_offset from projection_offsets", connection);
        await using var rows = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        while (await rows.ReadAsync(cancellationToken).ConfigureAwait(false))
            offsets[new TopicPartition(rows.GetString(0), rows.GetInt32(1))] = rows.GetInt64(2);
        return offsets;
    }

    /// <summary>Writes the batch and its offsets, all or nothing.</summary>
    public async Task WriteAsync(ProjectionBatch batch, Func<TopicPartition, long, long> endOf, CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
        IncomingRows.CopyDecisions(connection, batch.Decisions);
        IncomingRows.CopyAlerts(connection, batch.Alerts);

        await using var statements = new NpgsqlBatch(connection, transaction);
        if (batch.Decisions.Count > 0)
        {
            statements.BatchCommands.Add(new NpgsqlBatchCommand(ProjectionSql.InsertDecisions));
            _sampler.AddTo(statements, batch.Decisions);
        }

        if (batch.Alerts.Count > 0) statements.BatchCommands.Add(new NpgsqlBatchCommand(ProjectionSql.InsertAlerts));
        CorrectionSql.AddTo(statements, batch);
        foreach (var reject in batch.Rejects)
            statements.BatchCommands.Add(Command(ProjectionSql.InsertReject, reject.Topic, reject.Partition, reject.Offset, reject.Detail));
        var now = time.GetUtcNow().UtcDateTime;
        foreach (var (partition, next) in batch.Next)
        {
            statements.BatchCommands.Add(
                Command(ProjectionSql.UpsertOffset, partition.Topic, partition.Partition.Value, next, endOf(partition, next), now));
        }

        statements.BatchCommands.Add(new NpgsqlBatchCommand(ProjectionSql.Notify));
        await statements.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Deletes series older than <paramref name="kept"/>.</summary>
    public async Task PruneAsync(TimeSpan kept, CancellationToken cancellationToken)
    {
        var oldest = time.GetUtcNow().UtcDateTime - kept;
        await using var statements = new NpgsqlBatch(connection);
        foreach (var statement in ProjectionSql.Prune.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            statements.BatchCommands.Add(Command(statement, oldest));
        await statements.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }

    private static NpgsqlBatchCommand Command(string sql, params ReadOnlySpan<object> values)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var value in values) command.Parameters.Add(new NpgsqlParameter { Value = value });
        return command;
    }
}
