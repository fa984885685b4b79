using Fraud.Contracts;
using Fraud.Features;
using Xunit;

namespace Fraud.UnitTests.Features.States;

public class FeatureStatesTests
{
    private static readonly FeatureOptions StoreBacked = new();

    [Fact]
    public void A_payment_seen_at_a_smaller_offset_is_a_duplicate()
    {
        var states = Empty();
        var payment = PaymentStream.Payment("2026-01-01T10:00:00Z");
        Assert.False(states.IsDuplicate(0, 5, payment));
        states.Apply(0, 5, payment);

        Assert.True(states.IsDuplicate(0, 6, payment));
        Assert.False(states.IsDuplicate(0, 5, payment)); // the record itself, applied again after a crash
        Assert.False(states.IsDuplicate(0, 7, PaymentStream.Payment("2026-01-01T10:00:00Z", account: "A2")));
    }

    [Fact]
    public void An_id_is_forgotten_after_the_horizon_in_the_accounts_own_time()
    {
        var states = Empty();
        var first = PaymentStream.Payment("2026-01-01T10:00:00Z");
        states.Apply(0, 0, first);
        states.Apply(0, 1, PaymentStream.Payment("2026-01-03T10:00:00Z"));
        Assert.True(states.IsDuplicate(0, 2, first));

        states.Apply(0, 2, PaymentStream.Payment("2026-01-03T12:00:00Z"));
        Assert.False(states.IsDuplicate(0, 3, first));
    }

    [Fact]
    public void A_late_payment_is_remembered_from_when_it_came()
    {
        var states = Empty();
        var late = PaymentStream.Payment("2026-01-01T10:00:00Z");
        states.Apply(0, 0, PaymentStream.Payment("2026-01-09T10:00:00Z"));
        states.Apply(0, 1, late);

        Assert.True(states.IsDuplicate(0, 2, late));
    }

    [Fact]
    public void Beyond_the_cap_the_oldest_id_is_forgotten_first()
    {
        var states = new FeatureStates(FeatureCatalogue.Default, new FeatureOptions { StoreBacked = false, DedupeCountMax = 2 });
        states.AddPartition(0);
        var payments = Enumerable.Range(0, 3).Select(i => PaymentStream.Payment($"2026-01-01T10:00:0{i}Z")).ToArray();
        for (var i = 0; i < payments.Length; i++) states.Apply(0, i, payments[i]);

        Assert.Equal([false, true, true], payments.Select(payment => states.IsDuplicate(0, 9, payment)));
    }

    [Fact]
    public void A_record_already_covered_by_the_tag_is_skipped()
    {
        var stream = new PaymentStream();
        var payment = PaymentStream.Payment("2026-01-01T10:00:00Z");
        stream.States.Apply(0, 7, payment);
        stream.States.Apply(0, 7, payment);
        stream.States.Apply(0, 3, payment);

        Assert.Equal(1, stream.Read("account.count_1h", PaymentStream.Payment("2026-01-01T10:00:01Z")));
    }

    [Fact]
    public void Missing_states_are_named_once_and_then_loaded()
    {
        var states = new FeatureStates(FeatureCatalogue.Default, StoreBacked);
        states.AddPartition(0);
        var payment = PaymentStream.Payment("2026-01-01T10:00:00Z") with { DeviceId = "D1", Ip = "::1", TerminalId = "T1" };
        var missing = new List<StateKey>();
        states.CollectMissing(0, payment, missing);
        Assert.Equal(Enum.GetValues<EntityKind>(), missing.Select(key => key.Kind));

        foreach (var key in missing) states.Load(key, []);
        missing.Clear();
        states.CollectMissing(0, payment, missing);
        Assert.Empty(missing);
    }

    [Fact]
    public void Reading_a_state_that_was_not_loaded_is_a_bug_and_says_so()
    {
        var states = new FeatureStates(FeatureCatalogue.Default, StoreBacked);
        states.AddPartition(0);

        var failure = Assert.Throws<InvalidOperationException>(() => states.IsDuplicate(0, 0, PaymentStream.Payment("2026-01-01")));
        Assert.Contains("Account A1 in partition 0 is not loaded", failure.Message, StringComparison.Ordinal);
        failure = Assert.Throws<InvalidOperationException>(() => states.Apply(1, 0, PaymentStream.Payment("2026-01-01")));
        Assert.Contains("Partition 1 is not owned", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_removed_partition_is_forgotten()
    {
        var stream = new PaymentStream();
        stream.States.AddPartition(1);
        stream.States.Apply(1, 0, PaymentStream.Payment("2026-01-01T10:00:00Z", account: "A2", card: "C2"));
        var reader = PaymentStream.Payment("2026-01-01T10:00:01Z");
        Assert.Equal(1, stream.Read("merchant.count_1h", reader));

        stream.States.RemovePartition(1);
        Assert.Equal(0, stream.Read("merchant.count_1h", reader));
        stream.States.AddPartition(1);
        Assert.Equal(0, stream.States.ChangedCount(1));
    }

    [Fact]
    public void Parts_of_other_workers_are_added_and_read_again_when_too_old()
    {
        var elsewhere = new FeatureStates(FeatureCatalogue.Default, new FeatureOptions { StoreBacked = false });
        elsewhere.AddPartition(1);
        elsewhere.Apply(1, 0, PaymentStream.Payment("2026-01-01T10:00:00Z", account: "A2", card: "C2"));
        var part = Taken(elsewhere, 1).Single(write => write.Key.Kind == EntityKind.Merchant);

        var here = new FeatureStates(FeatureCatalogue.Default, new FeatureOptions { PartitionCount = 2, ForeignAgeMax = TimeSpan.FromSeconds(10) });
        here.AddPartition(0);
        var payment = PaymentStream.Payment("2026-01-01T10:00:05Z");
        Load(here, payment, part);
        Assert.Equal(1, Value(here, "merchant.count_1h", payment));
        here.Apply(0, 0, payment);

        var soon = PaymentStream.Payment("2026-01-01T10:00:15Z");
        Assert.Empty(Load(here, soon, part));
        Assert.Equal(2, Value(here, "merchant.count_1h", soon));
        Assert.Equal(2, Value(here, "merchant.distinct_cards_1h", soon));

        Assert.Equal([new StateKey(1, EntityKind.Merchant, "M1")], Load(here, PaymentStream.Payment("2026-01-01T10:00:16Z"), part));
        Assert.Equal(2, here.ChangedCount(0)); // the foreign part is never written from here
    }

    [Fact]
    public void A_state_of_a_newer_version_is_refused_with_what_to_do()
    {
        var states = new FeatureStates(FeatureCatalogue.Default, StoreBacked);
        states.AddPartition(0);

        var failure = Assert.Throws<StateFormatException>(() => states.Load(new StateKey(0, EntityKind.Account, "A1"), [9, 1, 2, 3]));
        Assert.Contains("version 9; this program reads versions 1 to 3", failure.Message, StringComparison.Ordinal);
        Assert.Contains("Run the newer program", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Damaged_bytes_are_refused_or_read_but_never_crash()
    {
        var source = Empty();
        for (var i = 0; i < 200; i++) source.Apply(0, i, PaymentStream.Payment($"2026-01-{1 + (i / 20):00}T10:{i % 60:00}:00Z", merchant: $"M{i % 40}"));
        var random = new Random(1);
        foreach (var write in Taken(source, 0))
        {
            for (var round = 0; round < 100; round++)
            {
                var bytes = write.Bytes.ToArray();
                bytes[random.Next(1, bytes.Length)] ^= (byte)random.Next(1, 256);
                var cut = bytes.AsMemory(0, random.Next(2) == 0 ? bytes.Length : random.Next(1, bytes.Length));
                var states = new FeatureStates(FeatureCatalogue.Default, StoreBacked);
                states.AddPartition(0);
                var failure = Record.Exception(() => states.Load(write.Key, cut.Span));
                Assert.True(failure is null or StateFormatException, $"{write.Key}: {failure}");
            }
        }
    }

    [Fact]
    public void Accounts_are_handed_out_last()
    {
        var states = Empty();
        states.Apply(0, 0, PaymentStream.Payment("2026-01-01T10:00:00Z"));

        Assert.Equal([EntityKind.Merchant, EntityKind.Account], Taken(states, 0).Select(write => write.Key.Kind));
        Assert.Empty(Taken(states, 0));
    }

    private static FeatureStates Empty()
    {
        var states = new FeatureStates(FeatureCatalogue.Default, new FeatureOptions { StoreBacked = false });
        states.AddPartition(0);
        return states;
    }

    private static List<StateWrite> Taken(FeatureStates states, int partition)
    {
        var writes = new List<StateWrite>();
        states.TakeChanged(partition, writes);
        return writes;
    }

    /// <summary>Loads what a payment misses: the part given, and nothing for the rest.</summary>
    private static List<StateKey> Load(FeatureStates states, Payment payment, StateWrite part)
    {
        var missing = new List<StateKey>();
        states.CollectMissing(0, payment, missing);
        foreach (var key in missing) states.Load(key, key == part.Key ? part.Bytes.Span : []);
        return missing;
    }

    private static double Value(FeatureStates states, string feature, Payment payment)
    {
        var vector = new double[FeatureCatalogue.Default.Count];
        states.Read(0, payment, null, vector);
        return vector[FeatureCatalogue.Default.IndexOf(feature)];
    }
}
