using Fraud.Broker.Protocol;
using Fraud.Broker.Server;
using Fraud.Broker.Topics;

namespace Fraud.Broker.Api.Records;

/// <summary>
/// Sends batches as they were stored, and waits for some when there are too few. Sessions (KIP-227) are not kept: every request is a full one.
/// </summary>
internal sealed class FetchHandler(BrokerServices services) : IApiHandler
{
    public ApiSpec Spec { get; } = new(ApiKey.Fetch, 4, 17, 12);

    public ValueTask HandleAsync(Request request, ProtocolWriter response)
    {
        var fetch = FetchRequest.Read(request, services.Topics);
        var start = response.Length;
        var writer = new FetchWriter(fetch, request.Version, services.Options.FetchBytesMax);
        writer.Write(response);
        if (writer.IsEnough || fetch.MaxWait <= TimeSpan.Zero)
        {
            writer.CountSent();
            return ValueTask.CompletedTask;
        }
        return WaitAsync(fetch, writer, request, response, start);
    }

    private async ValueTask WaitAsync(FetchRequest fetch, FetchWriter writer, Request request, ProtocolWriter response, int start)
    {
        await UntilEnoughAsync(fetch, writer, request, response, start).ConfigureAwait(false);
        writer.CountSent();
    }

    private async ValueTask UntilEnoughAsync(FetchRequest fetch, FetchWriter writer, Request request, ProtocolWriter response, int start)
    {
        var deadline = services.Clock.GetUtcNow() + fetch.MaxWait;
        while (true)
        {
            var wait = new FetchWait(fetch.MinBytes - writer.RecordBytes);
            foreach (var item in fetch.Items)
                item.Partition?.Add(wait);
            try
            {
                // What arrived between the last look and the registration above has not been signalled.
                Rewrite();
                if (writer.IsEnough)
                    return;
                var left = deadline - services.Clock.GetUtcNow();
                if (left <= TimeSpan.Zero || !await IsSignalledAsync(wait, left, request.Stopping).ConfigureAwait(false))
                {
                    Rewrite();
                    return;
                }
            }
            finally
            {
                foreach (var item in fetch.Items)
                    item.Partition?.Remove(wait);
            }
            Rewrite();
            if (writer.IsEnough)
                return;
        }

        void Rewrite()
        {
            response.Truncate(start);
            writer.Write(response);
        }
    }

    private async ValueTask<bool> IsSignalledAsync(FetchWait wait, TimeSpan left, CancellationToken stopping)
    {
        try
        {
            await wait.Ready.WaitAsync(left, services.Clock, stopping).ConfigureAwait(false);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }
}
