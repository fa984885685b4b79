using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Fraud.Api.Storage;

/// <summary>Brings the schema up to date when the process starts, waiting for the database as long as it takes.</summary>
internal sealed class SchemaWorker(Database database, ILogger<SchemaWorker> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Retrying.Forever(logger, "the database schema").ExecuteAsync(
            async cancellation => await Schema.UpgradeAsync(database.ConnectionString, cancellation).ConfigureAwait(false),
            stoppingToken).ConfigureAwait(false);
        database.MarkReady();
    }
}
