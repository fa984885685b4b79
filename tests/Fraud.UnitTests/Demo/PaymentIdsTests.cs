using Fraud.Host.Demo.Audit;
using Xunit;

namespace Fraud.UnitTests.Demo;

public sealed class PaymentIdsTests
{
    [Fact]
    public void An_id_counts_within_its_account_only()
    {
        var ids = Ids("a1/p1", "a2/p1", "a1/p1");

        Assert.Equal(3, ids.Count);
        Assert.Equal(2, ids.Distinct);
        Assert.Equal(1, ids.Repeated());
    }

    [Fact]
    public void A_payment_that_stands_three_times_is_repeated_once() => Assert.Equal(1, Ids("a/1", "a/1", "a/1", "a/2").Repeated());

    [Fact]
    public void What_is_missing_elsewhere_is_counted_once()
    {
        var posted = Ids("a/1", "a/2", "a/3", "a/3");

        Assert.Equal(1, posted.DistinctMissingFrom(Ids("a/2", "a/1", "a/9")));
        Assert.Equal(0, posted.DistinctMissingFrom(Ids("a/3", "a/2", "a/1")));
        Assert.Equal(3, posted.DistinctMissingFrom(Ids()));
        Assert.Equal(0, Ids().DistinctMissingFrom(posted));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Many_random_ids_agree_with_plain_sets(int seed)
    {
        var random = new Random(seed);
        var ours = Enumerable.Range(0, 5000).Select(_ => $"a{random.Next(50)}/{random.Next(80)}").ToArray();
        var theirs = Enumerable.Range(0, 2000).Select(_ => $"a{random.Next(50)}/{random.Next(80)}").ToArray();

        Assert.Equal(ours.Distinct().Count(), Ids(ours).Distinct);
        Assert.Equal(ours.Distinct().Except(theirs).Count(), Ids(ours).DistinctMissingFrom(Ids(theirs)));
        Assert.Equal(ours.GroupBy(id => id).Count(id => id.Count() > 1), Ids(ours).Repeated());
    }

    private static PaymentIds Ids(params string[] paths)
    {
        var ids = new PaymentIds();
        foreach (var path in paths) ids.Add(path.Split('/')[0], path.Split('/')[1]);
        return ids;
    }
}
