using System.Buffers;
using System.Text;
using Confluent.Kafka;
using Fraud.Contracts;
using Fraud.Contracts.Json;
using Fraud.Ingest.Files;
using Fraud.Ingest.Kafka;

namespace Fraud.Ingest.Publishing;

/// <summary>
/// Puts payments of a file on the log, in file order and keyed by account. A label follows when the payments have passed the time at which it
/// became known, as it would have live; the labels left over at the end come last.
/// </summary>
/// <param name="kafka">Brokers as <c>host:port[,host:port]</c>.</param>
/// <param name="time">Paces the payments.</param>
public sealed class HistoryProducer(string kafka, TimeProvider time) : IDisposable
{
    /// <summary>Long enough for full batches at any rate worth calling bulk.</summary>
    private const double LingerMs = 20;

    /// <summary>Payments between two looks at the clock.</summary>
    private const int PaceStep = 64;

    private static readonly TimeSpan QueueFullPause = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan FlushStep = TimeSpan.FromMilliseconds(500);

    private readonly IProducer<byte[], byte[]> _producer = new ProducerBuilder<byte[], byte[]>(Config(kafka))
        .SetErrorHandler((_, _) => { }).SetLogHandler((_, _) => { }).Build();

    private readonly PriorityQueue<Label, long> _pending = new();
    private readonly ArrayBufferWriter<byte> _json = new(4096);
    private long _payments, _labels;
    private Error? _failure;

    /// <summary>Payments per second; null for as many as possible.</summary>
    public double? Rate { get; init; }

    /// <summary>Publishes the rows' labels too.</summary>
    public bool WithLabels { get; init; }

    /// <summary>Told from time to time how many payments are handed over.</summary>
    public Action<long>? OnProgress { get; set; }

    /// <summary>Publishes the rows and returns once the log has acknowledged all.</summary>
    /// <exception cref="KafkaException">The log refused a record or did not answer.</exception>
    public async Task<PublishSummary> RunAsync(IEnumerable<HistoryRow> rows, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        foreach (var row in rows)
        {
            if (WithLabels) AppendLabels(row.Payment.EventTimeMs);
            AppendPayment(row.Payment);
            if (WithLabels && row.Label is { } label) _pending.Enqueue(label, label.KnownTimeMs);
            if (_payments % PaceStep == 0) await PaceAsync(started, cancellationToken).ConfigureAwait(false);
        }

        AppendLabels(long.MaxValue);
        while (_producer.Flush(FlushStep) > 0)
            Check(cancellationToken);
        Check(cancellationToken);
        return new PublishSummary(_payments, _labels, time.GetElapsedTime(started));
    }

    public void Dispose() => _producer.Dispose();

    private static ProducerConfig Config(string kafka)
    {
        var config = KafkaClients.IdempotentProducer(kafka, LingerMs);
        config.DeliveryReportFields = "status";
        config.MessageTimeoutMs = 60_000;
        return config;
    }

    private async Task PaceAsync(long started, CancellationToken cancellationToken)
    {
        Check(cancellationToken);
        OnProgress?.Invoke(_payments);
        if (Rate is not { } rate) return;
        var ahead = TimeSpan.FromSeconds(_payments / rate) - time.GetElapsedTime(started);
        if (ahead > TimeSpan.Zero) await Task.Delay(ahead, time, cancellationToken).ConfigureAwait(false);
    }

    private void Check(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (Volatile.Read(ref _failure) is { } failure) throw new KafkaException(failure);
    }

    private void AppendPayment(Payment payment)
    {
        _json.ResetWrittenCount();
        PaymentJson.Write(payment, _json);
        Append(Topics.Payments, payment.AccountId);
        _payments++;
    }

    private void AppendLabels(long nowMs)
    {
        while (_pending.TryPeek(out var label, out var knownMs) && knownMs <= nowMs)
        {
            _pending.Dequeue();
            _json.ResetWrittenCount();
            LabelJson.Write(label, _json);
            Append(Topics.Labels, label.AccountId);
            _labels++;
        }
    }

    private void Append(string topic, string account)
    {
        var message = new Message<byte[], byte[]> { Key = Encoding.UTF8.GetBytes(account), Value = _json.WrittenSpan.ToArray() };
        while (true)
        {
            try
            {
                _producer.Produce(topic, message, OnDelivered);
                return;
            }
            catch (ProduceException<byte[], byte[]> e) when (e.Error.Code == ErrorCode.Local_QueueFull)
            {
                // Delivery reports come on a thread of their own; Flush is the client's way to wait for some of them.
                _producer.Flush(QueueFullPause);
            }
        }
    }

    private void OnDelivered(DeliveryReport<byte[], byte[]> report)
    {
        if (report.Error.IsError) Interlocked.CompareExchange(ref _failure, report.Error, null);
    }
}
