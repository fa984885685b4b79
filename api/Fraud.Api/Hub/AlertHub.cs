using Fraud.Api.Alerts;
using Fraud.Api.Overview;
using Fraud.Ingest.Security;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.SignalR;

namespace Fraud.Api.Hub;

/// <summary>The streams to browsers, at <c>/hub/alerts</c>. Needs the scope <c>alerts:read</c>.</summary>
[Authorize(ApiScopes.AlertsRead)]
internal sealed class AlertHub(AlertFeed feed, AlertStore alerts, OverviewFeed overviews, AlertStreamOptions options, TimeProvider time) : Microsoft.AspNetCore.SignalR.Hub
{
    /// <summary>Every alert after a position, in order. A client that was cut off calls again with the last <c>to</c> it got.</summary>
    /// <param name="afterSeq">Position; 0 for all.</param>
    /// <param name="cancellationToken">The client left.</param>
    public IAsyncEnumerable<AlertBatch> StreamFrom(long afterSeq, CancellationToken cancellationToken) =>
        new AlertStream(feed, alerts, options, time).FromAsync(afterSeq, cancellationToken);

    /// <summary>The overview whenever it changes, at most twice a second.</summary>
    /// <param name="minutes">Length of its series: 5, 15 or 60.</param>
    /// <param name="cancellationToken">The client left.</param>
    /// <exception cref="HubException">Another length.</exception>
    public IAsyncEnumerable<OverviewSnapshot> WatchOverview(int minutes, CancellationToken cancellationToken) => OverviewWindow.IsValid(minutes)
        ? overviews.WatchAsync(minutes, cancellationToken)
        : throw new HubException("The overview shows 5, 15 or 60 minutes.");
}
