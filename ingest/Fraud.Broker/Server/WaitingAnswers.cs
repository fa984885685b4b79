using Fraud.Broker.Protocol;

namespace Fraud.Broker.Server;

/// <summary>
/// Answers of one connection that wait for the disk, in the order of their requests. Requests that follow are read meanwhile, so that one flush
/// serves all that a client has sent.
/// </summary>
internal sealed class WaitingAnswers(ResponseSender sender, Stream stream) : IAsyncDisposable
{
    /// <summary>So many requests are taken before the first is answered; clients keep five in flight.</summary>
    private const int CountMax = 64;

    private readonly Queue<(ProtocolWriter Response, Task Outcome)> _answers = new();

    public bool IsEmpty => _answers.Count == 0;

    /// <summary>Takes an answer over; an empty one only keeps the order.</summary>
    public void Add(ProtocolWriter response, Task outcome) => _answers.Enqueue((response, outcome));

    /// <summary>Sends answers as they become ready until the next request is there.</summary>
    /// <param name="next">The read of the next request.</param>
    /// <param name="closing">Cancelled when answers cannot be sent, which ends the read too.</param>
    public async ValueTask<Memory<byte>> SendWhileAsync(ValueTask<Memory<byte>> next, CancellationTokenSource closing)
    {
        var read = next.AsTask();
        try
        {
            while (_answers.TryPeek(out var oldest) && (!read.IsCompleted || oldest.Outcome.IsCompleted || _answers.Count >= CountMax))
            {
                if (!oldest.Outcome.IsCompleted && await Task.WhenAny(oldest.Outcome, read).ConfigureAwait(false) == read && _answers.Count < CountMax)
                    break;
                await SendOldestAsync(closing.Token).ConfigureAwait(false);
            }
            // Nothing more is coming.
            if (read.IsCompleted && (!read.IsCompletedSuccessfully || read.Result.IsEmpty))
                await SendAllAsync(closing.Token).ConfigureAwait(false);
        }
        catch
        {
            // The read fills a buffer that is given back when the connection ends.
            await closing.CancelAsync().ConfigureAwait(false);
            await ((Task)read).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            throw;
        }
        return await read.ConfigureAwait(false);
    }

    /// <summary>Sends everything that waits.</summary>
    public async ValueTask SendAllAsync(CancellationToken cancellationToken)
    {
        while (_answers.Count > 0)
            await SendOldestAsync(cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        while (_answers.TryDequeue(out var answer))
        {
            await answer.Outcome.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            answer.Response.Dispose();
        }
    }

    private async ValueTask SendOldestAsync(CancellationToken cancellationToken)
    {
        var (response, outcome) = _answers.Peek();
        await outcome.ConfigureAwait(false);
        if (response.Length > 0)
            await sender.SendAsync(stream, response, cancellationToken).ConfigureAwait(false);
        _answers.Dequeue();
        response.Dispose();
    }
}
