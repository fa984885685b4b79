using System.Buffers;
using System.Text;
using Confluent.Kafka;
using Fraud.Contracts;
using Fraud.Contracts.Json;
using Fraud.Ingest.Kafka;

namespace Fraud.Host.Demo.Live;

/// <summary>Produces straight to the log: labels, the history, and malformed records.</summary>
internal sealed class LogSender : IDisposable
{
    private static readonly TimeSpan FlushTime = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan FullPause = TimeSpan.FromMilliseconds(20);

    private readonly IProducer<byte[], byte[]> _producer;
    private readonly ArrayBufferWriter<byte> _buffer = new();
    private string? _fault;

    public LogSender(string kafka) => _producer = new ProducerBuilder<byte[], byte[]>(KafkaClients.IdempotentProducer(kafka, lingerMs: 5))
        .SetLogHandler((_, _) => { })
        .Build();

    /// <summary>Produces a payment.</summary>
    public void Send(Payment payment)
    {
        PaymentJson.Write(payment, _buffer);
        Send(Topics.Payments, payment.AccountId, Written());
    }

    /// <summary>Produces a label.</summary>
    public void Send(Label label)
    {
        LabelJson.Write(label, _buffer);
        Send(Topics.Labels, label.AccountId, Written());
    }

    /// <summary>Produces any bytes.</summary>
    public void Send(string topic, string key, byte[] value)
    {
        var message = new Message<byte[], byte[]> { Key = Encoding.UTF8.GetBytes(key), Value = value };
        while (true)
        {
            try
            {
                _producer.Produce(topic, message, report => _fault = report.Error.IsError ? report.Error.Reason : _fault);
                return;
            }
            catch (ProduceException<byte[], byte[]> e) when (e.Error.Code == ErrorCode.Local_QueueFull)
            {
                _producer.Poll(FullPause);
            }
        }
    }

    /// <summary>Returns once everything is on the log.</summary>
    /// <exception cref="IOException">The log refused something, or did not take it in time.</exception>
    public void Flush()
    {
        if (_producer.Flush(FlushTime) > 0) throw new IOException($"The log did not take all records within {FlushTime.TotalSeconds:0} s.");
        if (_fault is not null) throw new IOException($"The log refused a record: {_fault}.");
    }

    public void Dispose() => _producer.Dispose();

    private byte[] Written()
    {
        var written = _buffer.WrittenSpan.ToArray();
        _buffer.ResetWrittenCount();
        return written;
    }
}
