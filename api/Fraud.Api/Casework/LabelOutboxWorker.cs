using System.Text;
using Confluent.Kafka;
using Fraud.Api.Hub;
using Fraud.Api.Storage;
using Fraud.Contracts;
using Fraud.Ingest.Kafka;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Fraud.Api.Casework;

/// <summary>
/// Takes labels from the outbox to <c>labels.v1</c>, in the order of the verdicts, each deleted once the log has it. A crash between the two
/// sends a label again, which says nothing new: of several labels for one payment the newest counts.
/// </summary>
internal sealed class LabelOutboxWorker(Database database, ApiOptions options, AlertFeed feed, TimeProvider time, ILogger<LabelOutboxWorker> logger) : BackgroundService
{
    private const int PageMax = 500;
    private static readonly TimeSpan LookInterval = TimeSpan.FromSeconds(5);

    // Row locks keep two processes from sending the same page; the second one waits and finds it gone.
    private const string Page = "select id, account_id, record from label_outbox order by id limit 500 for update";

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await database.Ready.WaitAsync(stoppingToken).ConfigureAwait(false);
        using var producer = new ProducerBuilder<byte[], byte[]>(KafkaClients.IdempotentProducer(options.Kafka))
            .SetLogHandler((_, _) => { }).SetErrorHandler((_, _) => { }).Build();
        while (true)
        {
            var changed = feed.Changed;
            await Retrying.Forever(logger, "sending labels").ExecuteAsync(
                async cancellation =>
                {
                    while (await SendPageAsync(producer, cancellation).ConfigureAwait(false) == PageMax)
                    {
                    }
                },
                stoppingToken).ConfigureAwait(false);
            await Task.WhenAny(changed, Task.Delay(LookInterval, time, stoppingToken)).ConfigureAwait(false);
            stoppingToken.ThrowIfCancellationRequested();
        }
    }

    private async Task<int> SendPageAsync(IProducer<byte[], byte[]> producer, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken).ConfigureAwait(false);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
        var ids = new List<long>();
        var sent = new List<Task>();
        await using (var command = new NpgsqlCommand(Page, connection, transaction))
        await using (var rows = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false))
        {
            while (await rows.ReadAsync(cancellationToken).ConfigureAwait(false))
            {
                ids.Add(rows.GetInt64(0));
                var message = new Message<byte[], byte[]> { Key = Encoding.UTF8.GetBytes(rows.GetString(1)), Value = rows.GetFieldValue<byte[]>(2) };
                sent.Add(producer.ProduceAsync(Topics.Labels, message, cancellationToken));
            }
        }

        if (ids.Count == 0) return 0;
        await Task.WhenAll(sent).ConfigureAwait(false);
        await using var delete = new NpgsqlCommand("delete from label_outbox where id = any($1)", connection, transaction) { Parameters = { new() { Value = ids } } };
        await delete.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
        return ids.Count;
    }
}
