using Fraud.Api.Hub;
using Microsoft.AspNetCore.SignalR.Client;

namespace Fraud.IntegrationTests.Api;

/// <summary>A client of the hub that takes batches one by one.</summary>
internal sealed class HubClient : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly HubConnection _connection;
    private readonly CancellationTokenSource _stop = new();
    private readonly IAsyncEnumerator<AlertBatch> _batches;

    private HubClient(HubConnection connection, long afterSeq)
    {
        _connection = connection;
        _batches = connection.StreamAsync<AlertBatch>("StreamFrom", afterSeq, _stop.Token).GetAsyncEnumerator(_stop.Token);
    }

    public static async Task<HubClient> StartAsync(RunningApi api, long afterSeq)
    {
        var connection = api.Hub();
        await connection.StartAsync();
        return new HubClient(connection, afterSeq);
    }

    /// <summary>The next batch.</summary>
    public async Task<AlertBatch> NextAsync()
    {
        if (!await _batches.MoveNextAsync().AsTask().WaitAsync(Patience)) throw new InvalidOperationException("the stream has ended");
        return _batches.Current;
    }

    /// <summary>Batches until one reaches a position.</summary>
    public async Task<List<AlertBatch>> UntilAsync(long position)
    {
        var batches = new List<AlertBatch>();
        do batches.Add(await NextAsync());
        while (batches[^1].To < position);
        return batches;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _connection.DisposeAsync();
        _stop.Dispose();
    }
}
