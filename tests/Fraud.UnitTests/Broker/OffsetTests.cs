using Fraud.Broker.Coordination.Groups;
using Fraud.Broker.Coordination.Transactions;
using Fraud.Broker.Protocol;
using Xunit;

namespace Fraud.UnitTests.Broker;

/// <summary>Offsets of a group where plain commits, transactions, deletions and crashes meet.</summary>
public sealed class OffsetTests : IDisposable
{
    private readonly BrokerState _broker = new();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void An_offset_committed_after_the_transactions_own_is_not_overwritten_by_its_end(bool crash)
    {
        var producer = Begin();
        _broker.CommitInTransaction("g", producer, "t", 5);
        Commit(9);
        if (crash)
            _broker.Crash();
        _broker.Transactions.End("tx", producer.ProducerId, producer.Epoch, commit: true);
        Assert.Equal(9, _broker.CommittedOffset("g", "t"));
        _broker.Crash();
        Assert.Equal(9, _broker.CommittedOffset("g", "t"));
    }

    [Fact]
    public void An_offset_committed_before_the_transactions_own_is_overwritten_by_its_end()
    {
        var producer = Begin();
        Commit(9);
        _broker.CommitInTransaction("g", producer, "t", 5);
        _broker.Transactions.End("tx", producer.ProducerId, producer.Epoch, commit: true);
        Assert.Equal(5, _broker.CommittedOffset("g", "t"));
    }

    [Fact]
    public void A_deleted_group_leaves_no_open_offsets_behind()
    {
        var producer = Begin();
        _broker.CommitInTransaction("g", producer, "t", 5);
        Assert.Equal(ErrorCode.None, _broker.Groups.DeleteGroup("g"));
        _broker.Crash();
        Assert.Null(_broker.Groups.Find("g"));
        _broker.Transactions.End("tx", producer.ProducerId, producer.Epoch, commit: true);
        Assert.Null(_broker.CommittedOffset("g", "t"));
    }

    [Fact]
    public void A_deleted_topic_takes_its_offsets_along_also_those_of_open_transactions()
    {
        Commit(3);
        var producer = Begin();
        _broker.CommitInTransaction("g", producer, "t", 5);
        _broker.Groups.ForgetTopics(topic => topic == "t");
        Assert.Null(_broker.CommittedOffset("g", "t"));
        _broker.Transactions.End("tx", producer.ProducerId, producer.Epoch, commit: true);
        _broker.Crash();
        Assert.Null(_broker.CommittedOffset("g", "t"));
    }

    [Fact]
    public void Records_of_a_transaction_that_the_journal_does_not_know_are_aborted_at_start()
    {
        _broker.Partition("t").Log.Append(Batches.From(77, 0, 0, transactional: true, "orphan"), (_, _) => ErrorCode.None);
        var producer = Begin();
        _broker.Produce("t", producer.ProducerId, producer.Epoch, 0, "open");
        _broker.Crash();
        Assert.Equal(1, _broker.AbortedIn("t"));
        Assert.Equal(1, _broker.StableOffset("t"));
        _broker.Transactions.End("tx", producer.ProducerId, producer.Epoch, commit: true);
        Assert.Equal(4, _broker.StableOffset("t"));
        Assert.Equal(1, _broker.AbortedIn("t"));
    }

    [Fact]
    public void Records_deleted_from_an_open_transaction_no_longer_hold_readers_back()
    {
        var producer = Begin();
        _broker.Produce("t", producer.ProducerId, producer.Epoch, 0, "open");
        _broker.Topics.DeleteRecords(_broker.Partition("t"), 1);
        Assert.Equal(1, _broker.StableOffset("t"));
        _broker.Crash();
        Assert.Equal(1, _broker.StableOffset("t"));
    }

    public void Dispose() => _broker.Dispose();

    private InitResult Begin()
    {
        _broker.Partition("t");
        var producer = _broker.Transactions.Init("tx", 10_000, -1, -1);
        _broker.Transactions.AddPartitions("tx", producer.ProducerId, producer.Epoch, [new TopicPartition("t", 0)]);
        _broker.Transactions.AddGroup("tx", producer.ProducerId, producer.Epoch, "g");
        return producer;
    }

    private void Commit(long offset) => Assert.Equal(ErrorCode.None, _broker.Groups.CommitOffsets("g", -1, "", null,
        [new(new TopicPartition("t", 0), new OffsetEntry(offset, -1, "", 0))]));
}
