using System.Text;
using Confluent.Kafka;
using Fraud.Contracts;
using Fraud.Ingest.Kafka;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Fraud.Ingest.Gateway;

/// <summary>
/// Appends payments to the log. A payment is acknowledged only when every in-sync replica has it, so that what a caller was told survives.
/// While no broker answers, appends fail at once but for one a second, which finds out when the log is back.
/// </summary>
internal sealed partial class PaymentLog(GatewayOptions options, TimeProvider time, ILogger<PaymentLog> logger) : IHostedService, IDisposable
{
    private static readonly TimeSpan LearnTime = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan ProbeInterval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan DrainTime = TimeSpan.FromSeconds(10);

    private readonly Lock _gate = new();
    private IProducer<byte[], byte[]>? _producer;
    private volatile bool _away;
    private long _probedAt;

    /// <summary>Connects, so that the first payment need not wait for it.</summary>
    public Task StartAsync(CancellationToken cancellationToken) => Task.Run(Producer, cancellationToken);

    /// <summary>Nothing: payments that are being answered still need the producer.</summary>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Appends one payment.</summary>
    /// <returns>Where it stands.</returns>
    /// <exception cref="LogUnavailableException">The log did not acknowledge it in time; it may or may not be there.</exception>
    public Task<LogPosition> AppendAsync(string accountId, byte[] payment)
    {
        if (_away && !MayProbe()) throw new LogUnavailableException("no broker answers");
        var acknowledged = new TaskCompletionSource<LogPosition>(TaskCreationOptions.RunContinuationsAsynchronously);
        try
        {
            Producer().Produce(
                Topics.Payments,
                new Message<byte[], byte[]> { Key = Encoding.UTF8.GetBytes(accountId), Value = payment },
                report => Acknowledge(report, acknowledged));
        }
        catch (KafkaException e)
        {
            throw new LogUnavailableException(e.Error.Reason, e);
        }

        return acknowledged.Task;
    }

    /// <summary>Waits until everything handed over is acknowledged or refused.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _producer?.Flush(DrainTime);
            _producer?.Dispose();
            _producer = null;
        }
    }

    private void Acknowledge(DeliveryReport<byte[], byte[]> report, TaskCompletionSource<LogPosition> acknowledged)
    {
        if (report.Error.IsError)
        {
            acknowledged.SetException(new LogUnavailableException(report.Error.Reason));
            return;
        }

        _away = false;
        acknowledged.SetResult(new LogPosition(Topics.Payments, report.Partition.Value, report.Offset.Value));
    }

    private IProducer<byte[], byte[]> Producer()
    {
        if (Volatile.Read(ref _producer) is { } ready) return ready;
        lock (_gate)
        {
            return _producer ??= Build();
        }
    }

    private IProducer<byte[], byte[]> Build()
    {
        var config = KafkaClients.IdempotentProducer(options.Kafka);
        config.MessageTimeoutMs = (int)options.AcceptTimeout.TotalMilliseconds;
        var producer = new ProducerBuilder<byte[], byte[]>(config).SetErrorHandler(OnError).SetLogHandler((_, _) => { }).Build();
        try
        {
            KafkaClients.LearnTopics(producer.Handle, LearnTime, Topics.Payments);
        }
        catch (KafkaException)
        {
            // The log is away. Appends find that out for themselves.
        }

        return producer;
    }

    private void OnError(IProducer<byte[], byte[]> producer, Error error)
    {
        if (error.Code == ErrorCode.Local_AllBrokersDown)
        {
            if (!_away) LogAway(logger);
            _away = true;
        }

        if (!error.IsFatal) return;

        // An idempotent producer does not recover from a fatal error: the next append gets a new one.
        LogReplaced(logger, error.Reason);
        lock (_gate)
        {
            if (_producer != producer) return;
            _producer = null;
        }

        // Not here: this is the producer's own thread.
        _ = Task.Run(producer.Dispose);
    }

    private bool MayProbe()
    {
        lock (_gate)
        {
            if (time.GetElapsedTime(_probedAt) < ProbeInterval) return false;
            _probedAt = time.GetTimestamp();
            return true;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "No broker answers: payments are refused with 503 until one does")]
    private static partial void LogAway(ILogger logger);

    [LoggerMessage(Level = LogLevel.Error, Message = "The producer failed for good and is replaced: {Reason}")]
    private static partial void LogReplaced(ILogger logger, string reason);
}
