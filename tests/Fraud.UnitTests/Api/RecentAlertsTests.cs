using Fraud.Api.Alerts;
using Fraud.Api.Hub;
using Xunit;

namespace Fraud.UnitTests.Api;

public class RecentAlertsTests
{
    [Theory]
    // first  last  after  limit   expected
    [InlineData(1, 5, 0, 10, "1 2 3 4 5")]
    [InlineData(1, 5, 3, 10, "4 5")]
    [InlineData(1, 5, 0, 2, "1 2")]
    [InlineData(1, 5, 5, 10, "")]
    [InlineData(1, 5, 9, 10, "")]
    [InlineData(1, 12, 4, 10, "5 6 7 8 9 10 11 12")]
    [InlineData(1, 12, 3, 10, null)]
    public void Holds_the_newest_eight_in_order(int first, int last, int after, int limit, string? expected)
    {
        var recent = new RecentAlerts(capacity: 8);
        recent.Append(Rows(first, last));
        Assert.Equal(expected, recent.After(after, limit) is { } rows ? string.Join(' ', rows.Select(r => r.Seq)) : null);
    }

    [Fact]
    public void Refuses_alerts_that_leave_a_gap()
    {
        var recent = new RecentAlerts(8);
        recent.Append(Rows(1, 2));
        Assert.Throws<ArgumentException>(() => recent.Append(Rows(4, 4)));
    }

    [Fact]
    public void Starts_over_from_another_position()
    {
        var recent = new RecentAlerts(8);
        recent.Append(Rows(1, 5));
        recent.StartAfter(100);
        Assert.Null(recent.After(5, 10));
        recent.Append(Rows(101, 102));
        Assert.Equal([101, 102], recent.After(100, 10)!.Select(r => r.Seq));
    }

    [Fact]
    public void Shows_an_alert_as_it_was_last_changed()
    {
        var recent = new RecentAlerts(2);
        recent.Append(Rows(1, 3));
        recent.Replace(new AlertRow { Seq = 3, Status = "closed" });
        recent.Replace(new AlertRow { Seq = 1, Status = "closed" });
        Assert.Equal(["", "closed"], recent.After(1, 10)!.Select(r => r.Status));
    }

    private static List<AlertRow> Rows(int first, int last) => [.. Enumerable.Range(first, last - first + 1).Select(seq => new AlertRow { Seq = seq })];
}
