using Fraud.Broker.Storage;
using Microsoft.Extensions.Logging;

namespace Fraud.Broker.Server;

/// <summary>The work nobody waits for: flushing at intervals, retention, expiry. A failure is logged and tried again next time.</summary>
internal sealed class Maintenance : IAsyncDisposable
{
    private readonly BrokerServices _services;
    private readonly Journal _journal;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _running;

    public Maintenance(BrokerServices services, Journal journal, ILogger logger)
    {
        _services = services;
        _journal = journal;
        _logger = logger;
        var cleaning = Repeat(services.Options.MaintenanceInterval, Clean);
        var flushing = services.Options.Flush == FlushMode.Interval ? Repeat(services.Options.FlushInterval, Flush) : Task.CompletedTask;
        _running = Task.WhenAll(cleaning, flushing);
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync().ConfigureAwait(false);
        await _running.ConfigureAwait(false);
        _stopping.Dispose();
    }

    private async Task Repeat(TimeSpan interval, Action work)
    {
        using var timer = new PeriodicTimer(interval, _services.Clock);
        while (true)
        {
            try
            {
                if (!await timer.WaitForNextTickAsync(_stopping.Token).ConfigureAwait(false))
                    return;
                work();
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    private void Clean()
    {
        var silentSince = (_services.Clock.GetUtcNow() - _services.Options.ProducerIdExpiry).ToUnixTimeMilliseconds();
        foreach (var partition in _services.Topics.All.SelectMany(topic => topic.Partitions))
        {
            Try($"Cleaning {partition.Name}", () =>
            {
                partition.Log.RollIfOld();
                partition.Log.ApplyRetention();
                partition.Log.ExpireProducers(silentSince);
                if (partition.Log.Options.Compact)
                    partition.Log.Compaction.RunIfDirty();
            });
        }
        Try("Expiry of groups", () => _services.Groups.Expire(topic => _services.Topics.Find(topic) is not null));
        Try("Expiry of transactions", _services.Transactions.Maintain);
    }

    private void Flush()
    {
        foreach (var partition in _services.Topics.All.SelectMany(topic => topic.Partitions))
            Try($"Flushing {partition.Name}", partition.Log.Flush);
        Try("Flushing the journal", _journal.Flush);
    }

    /// <summary>What fails must not keep the rest from being done.</summary>
    private void Try(string what, Action work)
    {
        try
        {
            work();
        }
        catch (Exception error)
        {
            _logger.LogError(error, "{What} failed; it is tried again next time", what);
        }
    }
}
