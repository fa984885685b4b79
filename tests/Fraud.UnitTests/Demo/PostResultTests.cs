using Fraud.Host.Demo.Live;
using Xunit;

namespace Fraud.UnitTests.Demo;

public sealed class PostResultTests
{
    [Theory]
    [InlineData("""{"payment_id":"p","outcome":"approve"}""", """{"duplicate":true,"payment_id":"p","outcome":"approve"}""", true)]
    [InlineData("""{"payment_id":"p","outcome":"approve"}""", """{"payment_id":"p","outcome":"approve"}""", true)]
    [InlineData("""{"payment_id":"p","outcome":"approve"}""", """{"duplicate":true,"payment_id":"p","outcome":"decline"}""", false)]
    public void A_duplicate_is_answered_with_the_first_decision(string first, string again, bool same) =>
        Assert.Equal(same, PostResult.SameDecision(first, again));
}
