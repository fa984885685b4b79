using Fraud.Broker.Protocol;
using Fraud.Broker.Storage;
using Xunit;

namespace Fraud.UnitTests.Broker;

/// <summary>Idempotence and transactions inside one partition (KIP-98), before and after a crash.</summary>
public sealed class ProducerTests
{
    [Fact]
    public void A_retried_batch_is_answered_with_its_first_offset_and_stored_once()
    {
        using var log = new LogFixture();
        for (var i = 0; i < 7; i++)
            log.Append(Batches.From(9, 0, i * 2, false, "a", "b"));
        Assert.Equal(new AppendResult(ErrorCode.None, 12, -1), log.Append(Batches.From(9, 0, 12, false, "a", "b")));
        Assert.Equal(new AppendResult(ErrorCode.None, 4, -1), log.Append(Batches.From(9, 0, 4, false, "a", "b")));
        log.Crash();
        Assert.Equal(new AppendResult(ErrorCode.None, 6, -1), log.Append(Batches.From(9, 0, 6, false, "a", "b")));
        // Only the last five batches are remembered.
        Assert.Equal(ErrorCode.OutOfOrderSequenceNumber, log.Append(Batches.From(9, 0, 0, false, "a", "b")).Error);
        Assert.Equal(14, log.Log.View.EndOffset);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(100)]
    public void A_gap_in_the_sequence_is_refused(int sequence)
    {
        using var log = new LogFixture();
        log.Append(Batches.From(9, 0, 0, false, "a", "b"));
        Assert.Equal(ErrorCode.OutOfOrderSequenceNumber, log.Append(Batches.From(9, 0, sequence, false, "c")).Error);
        Assert.Equal(ErrorCode.None, log.Append(Batches.From(9, 0, 2, false, "c")).Error);
    }

    [Fact]
    public void Sequences_wrap_to_zero_after_the_largest()
    {
        using var log = new LogFixture();
        log.Append(Batches.From(9, 0, int.MaxValue - 1, false, "a", "b"));
        Assert.Equal(ErrorCode.None, log.Append(Batches.From(9, 0, 0, false, "c")).Error);
    }

    [Fact]
    public void A_new_epoch_starts_at_sequence_zero_and_fences_the_old_one_also_after_a_crash()
    {
        using var log = new LogFixture();
        log.Append(Batches.From(9, 3, 0, false, "a"));
        Assert.Equal(ErrorCode.OutOfOrderSequenceNumber, log.Append(Batches.From(9, 4, 5, false, "b")).Error);
        Assert.Equal(ErrorCode.None, log.Append(Batches.From(9, 4, 0, false, "b")).Error);
        log.Crash();
        Assert.Equal(ErrorCode.InvalidProducerEpoch, log.Append(Batches.From(9, 3, 1, false, "c")).Error);
    }

    [Fact]
    public void An_open_transaction_holds_back_committed_readers_until_its_marker()
    {
        using var log = new LogFixture();
        log.Append(Batches.Of("before"));
        log.Append(Batches.From(1, 0, 0, true, "one"));
        log.Append(Batches.From(2, 0, 0, true, "two"));
        log.Append(Batches.Of("after"));
        Assert.Equal(1, log.Log.View.StableOffset);
        Assert.Single(log.Read(committedOnly: true));
        log.Log.AppendMarker(1, 0, commit: true);
        Assert.Equal(2, log.Log.View.StableOffset);
        log.Crash();
        Assert.Equal(2, log.Log.View.StableOffset);
        log.Log.AppendMarker(2, 0, commit: false);
        Assert.Equal(6, log.Log.View.StableOffset);
        Assert.Equal([2L], AbortedTransactions.Between(log.Log.View, 0, 6).Select(aborted => aborted.ProducerId));
    }

    [Fact]
    public void Aborted_transactions_are_listed_for_exactly_the_reads_they_touch_across_files_and_restarts()
    {
        using var log = new LogFixture(new LogOptions { SegmentBytes = 1000 });
        var sequences = new int[3];
        var expected = new List<(long Producer, long First, long Marker)>();
        for (var round = 0; round < 60; round++)
        {
            var producer = round % 3;
            var first = log.Append(Batches.From(producer, 0, sequences[producer]++, true, $"r{round}")).BaseOffset;
            log.Append(Batches.Of("noise"));
            var marker = log.Log.View.EndOffset;
            log.Log.AppendMarker(producer, 0, commit: round % 2 == 0);
            if (round % 2 != 0)
                expected.Add((producer, first, marker));
        }
        foreach (var reopen in new Action[] { () => { }, log.Crash, log.Restart })
        {
            reopen();
            for (var from = 0L; from < log.Log.View.EndOffset; from += 7)
            {
                var upper = Math.Min(from + 25, log.Log.View.EndOffset);
                var touched = expected.Where(one => one.First < upper && one.Marker >= from).Select(one => one.First);
                Assert.Equal(touched, AbortedTransactions.Between(log.Log.View, from, upper).Select(aborted => aborted.FirstOffset));
            }
        }
    }

    [Fact]
    public void A_marker_of_a_larger_epoch_fences_what_the_old_instance_still_sends()
    {
        using var log = new LogFixture();
        log.Append(Batches.From(1, 0, 0, true, "zombie"));
        Assert.Equal(ErrorCode.None, log.Log.AppendMarker(1, 1, commit: false));
        Assert.Equal(ErrorCode.InvalidProducerEpoch, log.Append(Batches.From(1, 0, 1, true, "zombie")).Error);
        Assert.Equal(ErrorCode.InvalidProducerEpoch, log.Log.AppendMarker(1, 0, commit: true));
    }

    [Fact]
    public void A_batch_outside_its_transaction_is_refused()
    {
        using var log = new LogFixture();
        var refused = log.Log.Append(Batches.From(1, 0, 0, true, "late"), (_, _) => ErrorCode.InvalidTxnState);
        Assert.Equal(ErrorCode.InvalidTxnState, refused.Error);
        log.Append(Batches.From(1, 0, 0, true, "open"));
        Assert.Equal(ErrorCode.InvalidTxnState, log.Append(Batches.From(1, 0, 1, false, "plain")).Error);
    }
}
