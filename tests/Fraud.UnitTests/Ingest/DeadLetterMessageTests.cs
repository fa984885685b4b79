using System.Text;
using Confluent.Kafka;
using Fraud.Contracts;
using Fraud.Ingest.DeadLetters;
using Xunit;

namespace Fraud.UnitTests.Ingest;

public sealed class DeadLetterMessageTests
{
    private static readonly LogPosition Source = new(Topics.Payments, 3, 42);

    [Fact]
    public void The_bytes_and_the_reason_survive()
    {
        var letter = new DeadLetter(
            Source, "a1"u8.ToArray(), [0xFF, 0, 1], new Rejection(RejectReason.MalformedJson, "", "is not valid UTF-8"));

        var read = DeadLetterMessage.Decode(DeadLetterMessage.Encode(letter));

        Assert.Equal(letter.Source, read.Source);
        Assert.Equal(letter.Rejection, read.Rejection);
        Assert.Equal(letter.Key, read.Key);
        Assert.Equal(letter.Value, read.Value);
    }

    [Theory]
    [InlineData("""{"card_id":"4111111111111111"}""", """{"card_id":"************1111"}""")]
    [InlineData("""{"card_id":"\u0034111111111111111"}""", """{"card_id":"\u*******************"}""")]
    public void A_card_number_is_not_kept(string refused, string kept)
    {
        var letter = new DeadLetter(
            Source, "4111111111111111"u8.ToArray(), Encoding.UTF8.GetBytes(refused), new Rejection(RejectReason.CardNumber, "card_id", "…"));

        var message = DeadLetterMessage.Encode(letter);

        Assert.Equal(kept, Encoding.UTF8.GetString(message.Value));
        Assert.Equal("************1111", Encoding.UTF8.GetString(message.Key!));
    }

    [Fact]
    public void A_record_of_somebody_else_is_told_apart() =>
        Assert.Throws<FormatException>(() => DeadLetterMessage.Decode(new Message<byte[]?, byte[]> { Value = [1], Headers = new Headers() }));
}
