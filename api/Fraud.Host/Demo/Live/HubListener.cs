using Fraud.Api;
using Fraud.Api.Alerts;
using Fraud.Api.Hub;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;

namespace Fraud.Host.Demo.Live;

/// <summary>
/// A client of the alert hub like any dashboard: streams from the position it knows, and after a lost connection from where it was. The
/// position is kept with the demo's state, so it goes on across restarts as well.
/// </summary>
internal sealed class HubListener(string http, string key, DemoStateFile states, TimeProvider time, Action<AlertRow> received)
{
    private static readonly TimeSpan PauseAfterFault = TimeSpan.FromMilliseconds(500);

    /// <summary>The last fault; null while the stream runs well.</summary>
    public string? Fault { get; private set; }

    /// <summary>Listens until stopped.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await using var connection = new HubConnectionBuilder()
                    .WithUrl(new Uri(http + ApiSetup.HubPath), options => options.AccessTokenProvider = () => Task.FromResult<string?>(key))
                    .AddJsonProtocol(json => ApiJson.Configure(json.PayloadSerializerOptions))
                    .Build();
                await connection.StartAsync(stop);
                Fault = null;
                await foreach (var batch in connection.StreamAsync<AlertBatch>("StreamFrom", states.State.AlertsReceived, stop)) Take(batch);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e) when (e is HttpRequestException or HubException or IOException or InvalidOperationException or OperationCanceledException)
            {
                Fault = e.Message;
                await Task.Delay(PauseAfterFault, time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private void Take(AlertBatch batch)
    {
        var known = states.State;
        if (known.AlertFeed != batch.Feed || batch.From != known.AlertsReceived)
        {
            // Another database numbers alerts anew; the stream then begins at its beginning.
            states.Update(state => state with { AlertFeed = batch.Feed, AlertsReceived = batch.From, AlertsConflated = batch.From });
        }

        foreach (var alert in batch.Alerts) received(alert);
        if (batch.To == batch.From) return;
        states.Update(state => state with { AlertsReceived = batch.To, AlertsConflated = state.AlertsConflated + batch.Skipped });
    }
}
