using Xunit;

namespace Fraud.UnitTests.Policies;

public class PolicyDigestTests
{
    [Fact]
    public void The_digest_is_the_same_on_every_machine_and_in_every_version() =>
        Assert.Equal("5ba77a59d37b7038", Samples.Checked(Samples.Small).Digest);

    [Theory]
    [InlineData("version: 1", "version: 1   # a comment")]
    [InlineData("name: Large amount", "name: \"Large amount\"")]
    [InlineData("payment.amount > 100.0", "'payment.amount   >   100.0'")]
    [InlineData("payment.amount > 100.0", ">-\n      payment.amount\n      > 100.0 // large")]
    [InlineData("thresholds: { review: 300, decline: 700 }", "thresholds:\n  decline: 700\n  review: 300")]
    public void Layout_and_comments_do_not_change_it(string from, string to) => Assert.Equal(DigestOf(from, from), DigestOf(from, to));

    [Theory]
    [InlineData("version: 1", "version: 2")]
    [InlineData("100.0", "100.5")]
    [InlineData("points: 300", "points: 301")]
    [InlineData("sentence: The amount is large.", "sentence: The amount is too large.")]
    [InlineData("code: LARGE", "code: LARGE\n    enabled: false")]
    [InlineData("code: LARGE", "code: LARGE\n    expires: 2030-01-01")]
    [InlineData("rules:", "lists: { a: [B] }\nrules:")]
    [InlineData("rules:", "model: { bundle: a, weight: 0.5 }\nrules:")]
    [InlineData("review: 300", "review: 301")]
    public void Content_changes_it(string from, string to) => Assert.NotEqual(DigestOf(from, from), DigestOf(from, to));

    private static string DigestOf(string from, string to)
    {
        Assert.Contains(from, Samples.Small, StringComparison.Ordinal);
        return Samples.Checked(Samples.Small.Replace(from, to, StringComparison.Ordinal)).Digest;
    }
}
