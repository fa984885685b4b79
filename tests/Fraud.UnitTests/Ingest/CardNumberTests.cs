using System.Text;
using Fraud.Ingest.Decoding;
using Xunit;

namespace Fraud.UnitTests.Ingest;

public sealed class CardNumberTests
{
    [Theory]
    [InlineData("4111111111111111", true)]
    [InlineData("4111 1111 1111 1111", true)]
    [InlineData("4111-1111-1111-1111", true)]
    [InlineData("378282246310005", true)]
    [InlineData("4222222222222", true)]
    [InlineData("4111111111111112", false)] // wrong check digit
    [InlineData("4111  1111 1111 1111", false)] // two separators in a row are no grouping
    [InlineData("4111111111111111x", false)]
    [InlineData("0000000000000000", false)] // no issuer starts with 0
    [InlineData("1772366400003", false)] // a time in milliseconds with a valid check digit
    [InlineData("411111111111", false)] // too short
    public void Card_numbers_are_told_from_other_numbers(string text, bool expected) =>
        Assert.Equal(expected, CardNumber.LooksLike(Encoding.UTF8.GetBytes(text)));

    [Fact]
    public void Masking_keeps_the_last_four_digits_and_everything_else()
    {
        var text = """{"payment_id":"p-4111111111111112","card":"4111-1111-1111-1111","t":1772366400003}"""u8.ToArray();

        Assert.True(CardNumber.Mask(text));
        Assert.Equal("""{"payment_id":"p-4111111111111112","card":"****-****-****-1111","t":1772366400003}""", Encoding.UTF8.GetString(text));
        Assert.False(CardNumber.Mask(text));
    }
}
