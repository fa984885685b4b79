using Fraud.Api.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Fraud.Api.Projection;

/// <summary>Keeps a projection session running for as long as the process does.</summary>
internal sealed class ProjectionWorker(Database database, ApiOptions options, TimeProvider time, ILogger<ProjectionWorker> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await database.Ready.WaitAsync(stoppingToken).ConfigureAwait(false);
        var retry = Retrying.Forever(logger, "the projection of decisions and alerts");
        while (true)
            await retry.ExecuteAsync(async cancellation => await RunSessionAsync(cancellation).ConfigureAwait(false), stoppingToken).ConfigureAwait(false);
    }

    private async Task RunSessionAsync(CancellationToken cancellationToken)
    {
        var session = new ProjectionSession(database, options, time, logger);
        try
        {
            // A thread of its own: the consumer's calls block.
            await Task.Run(() => session.RunAsync(cancellationToken), cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (session.Progressed && e is not OperationCanceledException)
        {
            // Not counted as an attempt: delays start over.
            logger.LogWarning(e, "The projection was interrupted and starts again from its committed offsets");
        }
    }
}
