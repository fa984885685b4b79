using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Fraud.Api.Hub;
using Fraud.Api.Storage;

namespace Fraud.Api.Overview;

/// <summary>Overviews for many watchers: however many there are, each length is read from Postgres at most once an interval.</summary>
internal sealed class OverviewFeed(OverviewStore store, AlertFeed alerts, AlertStreamOptions options, TimeProvider time)
{
    // Rates fall and windows move on even when nothing new comes.
    private static readonly TimeSpan QuietInterval = TimeSpan.FromSeconds(2);
    // A watcher that comes back after one interval must find a new overview, not its own old one.
    private readonly TimeSpan _kept = options.OverviewInterval * 0.9;
    private readonly ConcurrentDictionary<int, SharedRead<OverviewSnapshot>> _shared = new();

    /// <summary>The overview, at most an interval old.</summary>
    public Task<OverviewSnapshot> CurrentAsync(int minutes, CancellationToken cancellationToken) =>
        _shared.GetOrAdd(minutes, m => new(() => store.ReadAsync(m, CancellationToken.None), _kept, time)).GetAsync(cancellationToken);

    /// <summary>The overview now and whenever it changes, until cancelled.</summary>
    public async IAsyncEnumerable<OverviewSnapshot> WatchAsync(int minutes, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (true)
        {
            var changed = alerts.Changed;
            yield return await CurrentAsync(minutes, cancellationToken).ConfigureAwait(false);
            await Task.Delay(options.OverviewInterval, time, cancellationToken).ConfigureAwait(false);
            await Task.WhenAny(changed, Task.Delay(QuietInterval, time, cancellationToken)).ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
        }
    }
}
