using Fraud.Api.Alerts;
using Xunit;

namespace Fraud.UnitTests.Api;

public class AlertQueryTests
{
    [Theory]
    [InlineData(null, null, null, null, "")]
    [InlineData("open,assigned", "review", "text", 500, "")]
    [InlineData("none", null, null, null, "status")]
    [InlineData(null, "approve, maybe", null, null, "outcome")]
    [InlineData(null, null, null, 0, "limit")]
    [InlineData(null, null, null, 501, "limit")]
    [InlineData("x", "y", null, -1, "status outcome limit")]
    public void Names_each_part_that_is_wrong(string? status, string? outcome, string? text, int? limit, string wrong) =>
        Assert.Equal(wrong, string.Join(' ', new AlertQuery(status, outcome, null, text, null, limit).Validate().Keys));

    [Fact]
    public void Refuses_a_text_beyond_its_limit() =>
        Assert.Contains("q", new AlertQuery(null, null, null, new string('x', AlertQuery.TextMax + 1), null, null).Validate().Keys);
}
