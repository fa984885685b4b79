using System.Text;
using Confluent.Kafka;
using Fraud.Contracts;
using Fraud.Ingest.Decoding;
using Fraud.Ingest.Kafka;

namespace Fraud.Ingest.DeadLetters;

/// <summary>
/// Puts refused records back on the topic they came from, as they are or corrected. Doing so twice does no harm for payments: the second one is
/// a duplicate of the first.
/// </summary>
/// <param name="kafka">Brokers as <c>host:port[,host:port]</c>.</param>
public sealed class DeadLetterProducer(string kafka) : IDisposable
{
    /// <summary>Header of a record that was driven again: where its dead letter stands, <c>topic/partition/offset</c>.</summary>
    public const string RedrivenHeader = "fraud.redriven.from";

    private readonly IProducer<byte[]?, byte[]> _producer = new ProducerBuilder<byte[]?, byte[]>(KafkaClients.IdempotentProducer(kafka))
        .SetErrorHandler((_, _) => { }).SetLogHandler((_, _) => { }).Build();

    /// <summary>Why these bytes would be refused again; null when they would not, or when only their reader can tell.</summary>
    public static Rejection? Check(string topic, ReadOnlySpan<byte> value) => topic switch
    {
        Topics.Payments => PaymentDecoder.TryDecode(value, out _, out var rejection) ? null : rejection,
        Topics.Labels => LabelDecoder.TryDecode(value, out _, out var rejection) ? null : rejection,
        _ => null,
    };

    /// <summary>Puts one record back.</summary>
    /// <param name="letter">The dead letter.</param>
    /// <param name="corrected">Bytes instead of the refused ones; null for those.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Where it now stands.</returns>
    /// <exception cref="KafkaException">The log did not take it.</exception>
    public async Task<LogPosition> RedriveAsync(StoredDeadLetter letter, byte[]? corrected, CancellationToken cancellationToken)
    {
        var value = corrected ?? letter.Letter.Value;
        var topic = letter.Letter.Source.Topic;
        var result = await _producer.ProduceAsync(
            topic,
            new Message<byte[]?, byte[]>
            {
                Key = Key(topic, value) ?? letter.Letter.Key,
                Value = value,
                Headers = new Headers { { RedrivenHeader, Encoding.UTF8.GetBytes(letter.Position.ToString()) } },
            },
            cancellationToken).ConfigureAwait(false);
        return new LogPosition(result.Topic, result.Partition.Value, result.Offset.Value);
    }

    public void Dispose() => _producer.Dispose();

    /// <summary>The account that a correct record is keyed by: the refused record's key may be what was wrong with it.</summary>
    private static byte[]? Key(string topic, byte[] value) => topic switch
    {
        Topics.Payments when PaymentDecoder.TryDecode(value, out var payment, out _) => Encoding.UTF8.GetBytes(payment.AccountId),
        Topics.Labels when LabelDecoder.TryDecode(value, out var label, out _) => Encoding.UTF8.GetBytes(label.AccountId),
        _ => null,
    };
}
