using System.Globalization;
using System.Text;
using Confluent.Kafka;
using Fraud.Contracts;
using Fraud.Ingest.Decoding;

namespace Fraud.Ingest.DeadLetters;

/// <summary>
/// A dead letter as a record of the dead-letter topic. Its value is the refused bytes, unchanged, except that card numbers are masked to
/// their last four digits: what was refused for holding one must not be kept in a second place.
/// </summary>
public static class DeadLetterMessage
{
    /// <summary>The record to produce.</summary>
    public static Message<byte[]?, byte[]> Encode(DeadLetter letter) => new()
    {
        Key = letter.Rejection.Reason == RejectReason.CardNumber && letter.Key is not null ? Masked(letter.Key, orAll: false) : letter.Key,
        Value = letter.Rejection.Reason == RejectReason.CardNumber ? Masked(letter.Value, orAll: true) : letter.Value,
        Headers = new Headers
        {
            { DeadLetter.TopicHeader, Encoding.UTF8.GetBytes(letter.Source.Topic) },
            { DeadLetter.PartitionHeader, Digits(letter.Source.Partition) },
            { DeadLetter.OffsetHeader, Digits(letter.Source.Offset) },
            { DeadLetter.ReasonHeader, Encoding.UTF8.GetBytes(letter.Rejection.Reason.ToString()) },
            { DeadLetter.FieldHeader, Encoding.UTF8.GetBytes(letter.Rejection.Field) },
            { DeadLetter.DetailHeader, Encoding.UTF8.GetBytes(letter.Rejection.Detail) },
        },
    };

    /// <summary>Reads such a record.</summary>
    /// <exception cref="FormatException">It lacks a header or holds an unknown reason: something else wrote it.</exception>
    public static DeadLetter Decode(Message<byte[]?, byte[]> message)
    {
        var headers = message.Headers;
        if (!int.TryParse(Header(headers, DeadLetter.PartitionHeader), CultureInfo.InvariantCulture, out var partition)
            || !long.TryParse(Header(headers, DeadLetter.OffsetHeader), CultureInfo.InvariantCulture, out var offset)
            || !Enum.TryParse<RejectReason>(Header(headers, DeadLetter.ReasonHeader), out var reason))
            throw new FormatException("a dead letter's partition, offset or reason header is not readable");
        return new DeadLetter(
            new LogPosition(Header(headers, DeadLetter.TopicHeader), partition, offset),
            message.Key,
            message.Value ?? [],
            new Rejection(reason, Header(headers, DeadLetter.FieldHeader), Header(headers, DeadLetter.DetailHeader)));
    }

    private static string Header(Headers? headers, string name) =>
        headers is not null && headers.TryGetLastBytes(name, out var bytes) && bytes is not null
            ? Encoding.UTF8.GetString(bytes)
            : throw new FormatException($"a dead letter needs the header {name}");

    private static byte[] Digits(long number) => Encoding.UTF8.GetBytes(number.ToString(CultureInfo.InvariantCulture));

    private static byte[] Masked(byte[] bytes, bool orAll)
    {
        var copy = (byte[])bytes.Clone();
        if (CardNumber.Mask(copy) || !orAll) return copy;

        // The number hides behind JSON escapes: no digit is safe to keep.
        copy.AsSpan().ReplaceAny(DigitValues, (byte)'*');
        return copy;
    }

    private static readonly System.Buffers.SearchValues<byte> DigitValues = System.Buffers.SearchValues.Create("0123456789"u8);
}
