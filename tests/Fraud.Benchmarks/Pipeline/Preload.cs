using Fraud.Benchmarks.Traffic;
using Fraud.Contracts;
using Fraud.Ingest.Decoding;
using Fraud.Ingest.Files;
using Fraud.Ingest.Publishing;

namespace Fraud.Benchmarks.Pipeline;

/// <summary>Puts payments on the log before a run.</summary>
internal sealed class Preload(string kafka)
{
    /// <summary>Makes payments.</summary>
    /// <returns>How many are on the log.</returns>
    public Task<long> MakeAsync(int accounts, int count, CancellationToken stop) => MakeAsync(new CardTraffic(accounts), count, stop);

    /// <summary>Makes payments.</summary>
    /// <returns>How many are on the log.</returns>
    public Task<long> MakeAsync(CardTraffic traffic, int count, CancellationToken stop) =>
        PublishAsync(Enumerable.Range(0, count).Select(_ => traffic.Next()), stop);

    /// <summary>Takes a file's payments; lines that are none are left out.</summary>
    /// <returns>How many are on the log.</returns>
    public Task<long> FileAsync(string path, CancellationToken stop) => PublishAsync(Read(path), stop);

    private async Task<long> PublishAsync(IEnumerable<Payment> payments, CancellationToken stop)
    {
        using var producer = new HistoryProducer(kafka, TimeProvider.System);
        return (await producer.RunAsync(payments.Select((payment, line) => new HistoryRow(line, payment, null)), stop)).Payments;
    }

    private static IEnumerable<Payment> Read(string path)
    {
        foreach (var line in File.ReadLines(path))
        {
            if (PaymentDecoder.TryDecode(System.Text.Encoding.UTF8.GetBytes(line), out var payment, out _))
                yield return payment;
        }
    }
}
