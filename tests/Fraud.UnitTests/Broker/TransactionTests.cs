using Fraud.Broker.Coordination.Transactions;
using Fraud.Broker.Protocol;
using Xunit;

namespace Fraud.UnitTests.Broker;

/// <summary>The transaction protocol (KIP-98, KIP-360, KIP-447) at its edges: fencing, time-outs and crashes between any two steps.</summary>
public sealed class TransactionTests : IDisposable
{
    private const int TimeoutMs = 10_000;
    private readonly BrokerState _broker = new();

    [Fact]
    public void A_commit_shows_records_and_offsets_together()
    {
        var producer = Begin("tx", "out", "group");
        _broker.Produce("out", producer.ProducerId, producer.Epoch, 0, "x");
        Assert.Equal(ErrorCode.None, _broker.CommitInTransaction("group", producer, "in", 5));
        Assert.Equal(0, _broker.StableOffset("out"));
        Assert.Null(_broker.CommittedOffset("group", "in"));
        Assert.Equal(ErrorCode.None, End("tx", producer, commit: true));
        Assert.Equal(2, _broker.StableOffset("out"));
        Assert.Equal(5, _broker.CommittedOffset("group", "in"));
        Assert.Equal(ErrorCode.None, End("tx", producer, commit: true));
        Assert.Equal(ErrorCode.InvalidTxnState, End("tx", producer, commit: false));
        _broker.Crash();
        Assert.Equal(5, _broker.CommittedOffset("group", "in"));
        Assert.Equal(ErrorCode.None, End("tx", producer, commit: true));
    }

    [Fact]
    public void An_abort_hides_records_and_forgets_offsets()
    {
        var producer = Begin("tx", "out", "group");
        _broker.Produce("out", producer.ProducerId, producer.Epoch, 0, "x");
        _broker.CommitInTransaction("group", producer, "in", 5);
        Assert.Equal(ErrorCode.None, End("tx", producer, commit: false));
        Assert.Equal(1, _broker.AbortedIn("out"));
        Assert.Null(_broker.CommittedOffset("group", "in"));
        Assert.False(_broker.Groups.Find("group")!.Offsets.HasPending);
    }

    [Fact]
    public void A_second_instance_fences_the_first_and_aborts_what_it_left_open()
    {
        var first = Begin("tx", "out", "group");
        _broker.Produce("out", first.ProducerId, first.Epoch, 0, "zombie");
        var second = _broker.Transactions.Init("tx", TimeoutMs, -1, -1);
        Assert.Equal(first.ProducerId, second.ProducerId);
        Assert.True(second.Epoch > first.Epoch);
        Assert.Equal(1, _broker.AbortedIn("out"));
        Assert.Equal(ErrorCode.InvalidProducerEpoch, _broker.Produce("out", first.ProducerId, first.Epoch, 1, "zombie"));
        Assert.Equal(ErrorCode.ProducerFenced, End("tx", first, commit: true));
        Assert.Equal(ErrorCode.ProducerFenced, _broker.Transactions.AddGroup("tx", first.ProducerId, first.Epoch, "group"));
        Assert.Equal(ErrorCode.InvalidProducerEpoch, _broker.CommitInTransaction("group", first, "in", 9));
    }

    [Fact]
    public void A_transaction_that_takes_too_long_is_aborted_and_its_producer_fenced()
    {
        var producer = Begin("tx", "out", "group");
        _broker.Produce("out", producer.ProducerId, producer.Epoch, 0, "x");
        _broker.Clock.Advance(TimeSpan.FromMilliseconds(TimeoutMs - 1));
        Assert.Equal(0, _broker.AbortedIn("out"));
        _broker.Clock.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(1, _broker.AbortedIn("out"));
        Assert.Equal(ErrorCode.ProducerFenced, End("tx", producer, commit: true));
        Assert.Equal(ErrorCode.InvalidProducerEpoch, _broker.Produce("out", producer.ProducerId, producer.Epoch, 1, "late"));
    }

    [Fact]
    public void Time_spent_crashed_counts_towards_the_time_out()
    {
        var producer = Begin("tx", "out", "group");
        _broker.Produce("out", producer.ProducerId, producer.Epoch, 0, "x");
        _broker.Clock.Advance(TimeSpan.FromMilliseconds(TimeoutMs / 2));
        _broker.Crash();
        Assert.Equal(0, _broker.StableOffset("out"));
        _broker.Clock.Advance(TimeSpan.FromMilliseconds(TimeoutMs / 2));
        Assert.Equal(1, _broker.AbortedIn("out"));
    }

    [Fact]
    public void An_open_transaction_goes_on_after_a_crash_where_it_was()
    {
        var producer = Begin("tx", "out", "group");
        _broker.Produce("out", producer.ProducerId, producer.Epoch, 0, "before");
        _broker.CommitInTransaction("group", producer, "in", 5);
        _broker.Crash();
        Assert.Equal(ErrorCode.None, _broker.Produce("out", producer.ProducerId, producer.Epoch, 1, "after"));
        Assert.Equal(ErrorCode.None, End("tx", producer, commit: true));
        Assert.Equal(3, _broker.StableOffset("out"));
        Assert.Equal(5, _broker.CommittedOffset("group", "in"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_decision_whose_markers_were_not_written_before_the_crash_is_carried_out_at_start(bool commit)
    {
        var producer = Begin("tx", "out", "group");
        _broker.Produce("out", producer.ProducerId, producer.Epoch, 0, "x");
        _broker.CommitInTransaction("group", producer, "in", 5);
        var decided = _broker.Transactions.Find("tx")! with { State = commit ? TransactionState.PrepareCommit : TransactionState.PrepareAbort };
        _broker.Journal.Write(decided.ToEntry());
        _broker.Crash();
        Assert.Equal(2, _broker.StableOffset("out"));
        Assert.Equal(commit ? 0 : 1, _broker.AbortedIn("out"));
        Assert.Equal(commit ? 5 : null, _broker.CommittedOffset("group", "in"));
        Assert.Equal(ErrorCode.None, End("tx", producer, commit));
    }

    [Fact]
    public void A_batch_to_a_partition_that_was_not_added_is_refused_so_that_no_transaction_hangs()
    {
        var producer = Begin("tx", "out", "group");
        Assert.Equal(ErrorCode.InvalidTxnState, _broker.Produce("elsewhere", producer.ProducerId, producer.Epoch, 0, "x"));
        Assert.Equal(ErrorCode.InvalidTxnState, _broker.CommitInTransaction("other-group", producer, "in", 5));
        End("tx", producer, commit: true);
        Assert.Equal(ErrorCode.InvalidTxnState, _broker.Produce("out", producer.ProducerId, producer.Epoch, 0, "late"));
    }

    [Fact]
    public void A_producer_may_bump_its_own_epoch_and_ask_again_for_the_same_bump()
    {
        var producer = _broker.Transactions.Init("tx", TimeoutMs, -1, -1);
        var bumped = _broker.Transactions.Init("tx", TimeoutMs, producer.ProducerId, producer.Epoch);
        Assert.Equal(producer.Epoch + 1, bumped.Epoch);
        Assert.Equal(bumped, _broker.Transactions.Init("tx", TimeoutMs, producer.ProducerId, producer.Epoch));
        var other = _broker.Transactions.Init("tx", TimeoutMs, -1, -1);
        Assert.Equal(bumped.Epoch + 1, other.Epoch);
        Assert.Equal(ErrorCode.ProducerFenced, _broker.Transactions.Init("tx", TimeoutMs, producer.ProducerId, producer.Epoch).Error);
        Assert.Equal(ErrorCode.ProducerFenced, _broker.Transactions.Init("tx", TimeoutMs, 999, 0).Error);
    }

    [Fact]
    public void Epochs_that_run_out_bring_a_new_producer_id()
    {
        var producer = _broker.Transactions.Init("tx", TimeoutMs, -1, -1);
        var last = _broker.Transactions.Find("tx")! with { Epoch = short.MaxValue - 1 };
        _broker.Journal.Write(last.ToEntry());
        _broker.Crash();
        var renewed = _broker.Transactions.Init("tx", TimeoutMs, -1, -1);
        Assert.NotEqual(producer.ProducerId, renewed.ProducerId);
        Assert.Equal(0, renewed.Epoch);
        Assert.Equal(ErrorCode.InvalidProducerIdMapping, End("tx", producer, commit: true));
    }

    [Fact]
    public void Producer_ids_are_never_given_twice_also_after_a_crash()
    {
        var before = Enumerable.Range(0, 5).Select(_ => _broker.Transactions.InitIdempotent().ProducerId).ToList();
        _broker.Crash();
        var after = Enumerable.Range(0, 5).Select(_ => _broker.Transactions.InitIdempotent().ProducerId).ToList();
        Assert.Equal(10, before.Concat(after).Distinct().Count());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(900_001)]
    public void A_time_out_outside_the_allowed_range_is_refused(int timeoutMs) =>
        Assert.Equal(ErrorCode.InvalidTransactionTimeout, _broker.Transactions.Init("tx", timeoutMs, -1, -1).Error);

    [Fact]
    public void Unknown_ids_and_wrong_producers_are_told_so()
    {
        var producer = Begin("tx", "out", "group");
        Assert.Equal(ErrorCode.InvalidProducerIdMapping, _broker.Transactions.End("nobody", 0, 0, true));
        Assert.Equal(ErrorCode.InvalidProducerIdMapping, _broker.Transactions.End("tx", producer.ProducerId + 1, 0, true));
        Assert.Equal(ErrorCode.InvalidRequest, _broker.Transactions.Init("", TimeoutMs, -1, -1).Error);
    }

    [Fact]
    public void A_silent_transactional_id_is_forgotten()
    {
        var producer = Begin("tx", "out", "group");
        End("tx", producer, commit: true);
        _broker.Clock.Advance(_broker.Options.TransactionalIdExpiry + TimeSpan.FromSeconds(1));
        _broker.Transactions.Maintain();
        Assert.Null(_broker.Transactions.Find("tx"));
        _broker.Crash();
        Assert.Null(_broker.Transactions.Find("tx"));
        Assert.NotEqual(producer.ProducerId, _broker.Transactions.Init("tx", TimeoutMs, -1, -1).ProducerId);
    }

    public void Dispose() => _broker.Dispose();

    private InitResult Begin(string id, string topic, string group)
    {
        _broker.Partition(topic);
        var producer = _broker.Transactions.Init(id, TimeoutMs, -1, -1);
        Assert.Equal(ErrorCode.None, _broker.Transactions.AddPartitions(id, producer.ProducerId, producer.Epoch, [new TopicPartition(topic, 0)]));
        Assert.Equal(ErrorCode.None, _broker.Transactions.AddGroup(id, producer.ProducerId, producer.Epoch, group));
        return producer;
    }

    private ErrorCode End(string id, InitResult producer, bool commit) =>
        _broker.Transactions.End(id, producer.ProducerId, producer.Epoch, commit);
}
