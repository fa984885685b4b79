using Confluent.Kafka;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Fraud.Ingest.Cdc;

/// <summary>
/// Change data capture from Postgres to the CDC topics: keeps a <see cref="CdcSession"/> running, and starts over from the position on the log
/// whenever the source or the log fails.
/// </summary>
/// <param name="options">What to capture.</param>
/// <param name="time">Paces retries and stamps records.</param>
/// <param name="logger">Told of snapshots, faults and recovery.</param>
public sealed partial class CdcWorker(CdcOptions options, TimeProvider time, ILogger<CdcWorker> logger) : BackgroundService
{
    /// <summary>Writes all rows again at start, after a truncate event per table, and goes on from there.</summary>
    public bool SnapshotAgain { get; init; }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.Run(() => RunAsync(stoppingToken), stoppingToken);

    /// <summary>Runs until cancelled.</summary>
    /// <exception cref="CdcException">It cannot go on without a decision of the operator.</exception>
    public async Task RunAsync(CancellationToken stop)
    {
        var session = new CdcSession(options, time, logger) { SnapshotAgain = SnapshotAgain };
        string? lastFault = null;
        while (true)
        {
            try
            {
                await session.RunAsync(stop).ConfigureAwait(false);
            }
            catch (Exception) when (stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e) when (IsTransient(e))
            {
                // Once per cause: a source that is away for an hour is one line.
                if (e.Message != lastFault) LogFault(logger, e.Message);
                lastFault = e.Message;
            }

            await Task.Delay(options.RetryInterval, time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static bool IsTransient(Exception e) => e switch
    {
        CdcException fault => fault.IsTransient,
        PostgresException refused => refused.SqlState[..2] is "08" or "53" or "55" or "57" or "40",
        NpgsqlException or KafkaException or TimeoutException or IOException or System.Net.Sockets.SocketException => true,
        _ => false,
    };

    [LoggerMessage(Level = LogLevel.Warning, Message = "Change data capture is interrupted and will be tried again: {Reason}")]
    private static partial void LogFault(ILogger logger, string reason);
}
