using System.Text.Json;
using Fraud.Api.Alerts;
using Fraud.Api.Casework;
using Fraud.Api.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Fraud.Api.Hub;

/// <summary>
/// Hears from Postgres what any process has committed and moves the feed on. NOTIFY is delivered after commit, so whoever reads then sees it; and
/// because it says only "look", one that is lost costs a look a few seconds later, nothing else.
/// </summary>
internal sealed class FeedWorker(Database database, AlertFeed feed, ILogger<FeedWorker> logger) : BackgroundService
{
    private static readonly TimeSpan LookInterval = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await database.Ready.WaitAsync(stoppingToken).ConfigureAwait(false);
        var retry = Retrying.Forever(logger, "listening for new alerts");
        while (true)
            await retry.ExecuteAsync(async cancellation => await ListenAsync(cancellation).ConfigureAwait(false), stoppingToken).ConfigureAwait(false);
    }

    private async Task ListenAsync(CancellationToken cancellationToken)
    {
        var changed = new Queue<AlertKey>();
        await using var connection = await database.OpenDedicatedAsync(cancellationToken).ConfigureAwait(false);
        connection.Notification += (_, notification) =>
        {
            if (notification.Channel == CaseworkSql.ChangedChannel)
                changed.Enqueue(JsonSerializer.Deserialize<AlertKey>(notification.Payload, ApiJson.Options)!);
        };
        await using (var listen = new NpgsqlCommand($"listen fraud_projected; listen {CaseworkSql.ChangedChannel}", connection))
            await listen.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);

        // What happened while nobody listened is found by looking: new alerts by position, changes by telling clients to read again.
        feed.Changes.Lose();
        try
        {
            while (true)
            {
                await feed.RefreshAsync(cancellationToken).ConfigureAwait(false);
                while (changed.TryDequeue(out var key)) await feed.ChangedAsync(key, cancellationToken).ConfigureAwait(false);
                await connection.WaitAsync(LookInterval, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (NpgsqlException e)
        {
            // Not an attempt that failed: it worked until now, so the delays start over.
            logger.LogWarning(e, "Listening for new alerts was interrupted");
        }
    }
}
