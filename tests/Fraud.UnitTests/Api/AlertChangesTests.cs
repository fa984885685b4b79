using Fraud.Api.Alerts;
using Fraud.Api.Hub;
using Xunit;

namespace Fraud.UnitTests.Api;

public class AlertChangesTests
{
    [Fact]
    public void A_reader_gets_each_change_once()
    {
        var changes = new AlertChanges(4);
        var version = changes.Version;
        Add(changes, 7, 9);
        Assert.Equal([7, 9], changes.After(ref version)!.Select(r => r.Seq));
        Assert.Empty(changes.After(ref version)!);
    }

    [Fact]
    public void A_reader_too_far_behind_is_told_so_and_can_go_on_from_there()
    {
        var changes = new AlertChanges(4);
        var version = changes.Version;
        Add(changes, 1, 2, 3, 4, 5);
        Assert.Null(changes.After(ref version));
        Add(changes, 6);
        Assert.Equal([6], changes.After(ref version)!.Select(r => r.Seq));
    }

    [Fact]
    public void Every_reader_is_told_when_changes_may_have_been_missed()
    {
        var changes = new AlertChanges(4);
        Add(changes, 1);
        var version = changes.Version;
        changes.Lose();
        Assert.Null(changes.After(ref version));
        Assert.Empty(changes.After(ref version)!);
        Add(changes, 2);
        Assert.Equal([2], changes.After(ref version)!.Select(r => r.Seq));
    }

    private static void Add(AlertChanges changes, params long[] seqs)
    {
        foreach (var seq in seqs) changes.Add(new AlertRow { Seq = seq });
    }
}
