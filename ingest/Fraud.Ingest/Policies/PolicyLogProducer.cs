using System.Buffers;
using System.Text;
using Confluent.Kafka;
using Fraud.Contracts;
using Fraud.Contracts.Json;
using Fraud.Ingest.Kafka;

namespace Fraud.Ingest.Policies;

/// <summary>Writes versions and steps to <c>policy.v1</c>.</summary>
/// <param name="kafka">Brokers as <c>host:port[,host:port]</c>.</param>
public sealed class PolicyLogProducer(string kafka) : IDisposable
{
    /// <summary>Longest source of a policy, bytes: its record must fit the log with every character escaped once.</summary>
    public const int SourceBytesMax = KafkaClients.RecordBytesMax / 2;

    private readonly IProducer<byte[], byte[]> _producer =
        new ProducerBuilder<byte[], byte[]>(KafkaClients.IdempotentProducer(kafka)).SetLogHandler((_, _) => { }).SetErrorHandler((_, _) => { }).Build();

    /// <summary>Appends a version; returns once the log has it.</summary>
    public Task WriteAsync(PolicyVersion version, CancellationToken cancellationToken) =>
        WriteAsync(version.Key, buffer => PolicyVersionJson.Write(version, buffer), cancellationToken);

    /// <summary>Appends a step; returns once the log has it.</summary>
    public Task WriteAsync(PolicyStep step, CancellationToken cancellationToken) =>
        WriteAsync(step.Key, buffer => PolicyStepJson.Write(step, buffer), cancellationToken);

    /// <inheritdoc />
    public void Dispose() => _producer.Dispose();

    private async Task WriteAsync(string key, Action<IBufferWriter<byte>> write, CancellationToken cancellationToken)
    {
        var buffer = new ArrayBufferWriter<byte>();
        write(buffer);
        await _producer.ProduceAsync(
            new TopicPartition(Topics.Policy, 0),
            new Message<byte[], byte[]> { Key = Encoding.UTF8.GetBytes(key), Value = buffer.WrittenSpan.ToArray() },
            cancellationToken).ConfigureAwait(false);
    }
}
