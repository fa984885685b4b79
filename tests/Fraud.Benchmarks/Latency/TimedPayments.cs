using System.Buffers;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using Confluent.Kafka;
using Fraud.Benchmarks.Models;
using Fraud.Benchmarks.Traffic;
using Fraud.Contracts;
using Fraud.Contracts.Json;
using Fraud.Ingest.Kafka;

namespace Fraud.Benchmarks.Latency;

/// <summary>Sends payments by a schedule and notes when each one's decision is read. Ids end in the payment's number.</summary>
internal sealed class TimedPayments : IDisposable
{
    private const int AccountsDefault = 100_000;
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(60);
    private readonly CardTraffic _traffic;
    private readonly long _before;
    private readonly int _rate;
    private readonly int _warmUp;
    private readonly double[] _seenMs;
    private readonly IProducer<byte[], byte[]> _producer;
    private readonly IConsumer<byte[], byte[]> _consumer;

    /// <param name="kafka">Brokers.</param>
    /// <param name="rate">Payments a second.</param>
    /// <param name="warmUp">Payments that do not count.</param>
    /// <param name="count">Payments that do.</param>
    /// <param name="traffic">Where they come from, whose earlier payments are all decided; null for accounts of their own on an empty log.</param>
    public TimedPayments(string kafka, int rate, int warmUp, int count, CardTraffic? traffic = null)
    {
        _traffic = traffic ?? new CardTraffic(AccountsDefault);
        _before = _traffic.Made;
        (_rate, _warmUp, _seenMs) = (rate, warmUp, new double[warmUp + count]);
        _producer = new ProducerBuilder<byte[], byte[]>(KafkaClients.IdempotentProducer(kafka)).SetLogHandler((_, _) => { }).Build();
        KafkaClients.LearnTopics(_producer.Handle, Timeout, Topics.Payments);
        var config = KafkaClients.ReadCommittedConsumer(kafka, "bench-latency");
        config.FetchWaitMaxMs = 100;
        _consumer = new ConsumerBuilder<byte[], byte[]>(config).SetLogHandler((_, _) => { }).Build();
        _consumer.Assign(Enumerable.Range(0, BenchPolicy.Partitions).Select(p => new TopicPartition(Topics.Decisions, p))
            .Select(place => new TopicPartitionOffset(place, _consumer.QueryWatermarkOffsets(place, Timeout).High)));
    }

    /// <summary>Runs from the moment at which the first payment is due.</summary>
    public Stopwatch Clock { get; } = new();

    /// <returns>Milliseconds of each payment after the warm-up.</returns>
    public async Task<double[]> MeasureAsync(CancellationToken stop)
    {
        var messages = Messages();
        Clock.Start();
        var clock = Clock;
        var reading = Task.Factory.StartNew(() => Read(clock, stop), stop, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        var sending = Task.Factory.StartNew(() => Send(messages, clock, stop), stop, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        await sending;
        await reading;
        return [.. Enumerable.Range(_warmUp, _seenMs.Length - _warmUp).Select(i => _seenMs[i] - DueMs(i))];
    }

    public void Dispose()
    {
        _producer.Dispose();
        _consumer.Dispose();
    }

    private double DueMs(int number) => number * 1000.0 / _rate;

    private Message<byte[], byte[]>[] Messages()
    {
        var output = new ArrayBufferWriter<byte>(1024);
        return [.. Enumerable.Range(0, _seenMs.Length).Select(_ =>
        {
            var payment = _traffic.Next();
            output.ResetWrittenCount();
            PaymentJson.Write(payment, output);
            return new Message<byte[], byte[]> { Key = Encoding.UTF8.GetBytes(payment.AccountId), Value = output.WrittenSpan.ToArray() };
        })];
    }

    private void Send(Message<byte[], byte[]>[] messages, Stopwatch clock, CancellationToken stop)
    {
        for (var i = 0; i < messages.Length; i++)
        {
            while (clock.Elapsed.TotalMilliseconds is var now && now < DueMs(i))
            {
                if (stop.WaitHandle.WaitOne(1)) throw new OperationCanceledException(stop);
            }

            _producer.Produce(Topics.Payments, messages[i]);
        }

        _producer.Flush(stop);
    }

    private void Read(Stopwatch clock, CancellationToken stop)
    {
        for (var left = _seenMs.Length; left > 0;)
        {
            var result = _consumer.Consume(stop);
            if (result is null) continue;
            _seenMs[NumberOf(result.Message.Value) - _before - 1] = clock.Elapsed.TotalMilliseconds;
            left--;
        }
    }

    /// <summary>The digits that end the payment's id, the decision's first field.</summary>
    private static long NumberOf(ReadOnlySpan<byte> decision)
    {
        var id = decision[(decision.IndexOf("\":\""u8) + 3)..];
        id = id[..id.IndexOf((byte)'"')];
        return long.Parse(id[(id.LastIndexOf((byte)'-') + 1)..], CultureInfo.InvariantCulture);
    }
}
