using Fraud.Contracts;
using Fraud.Features;
using FsCheck;
using FsCheck.Xunit;
using Xunit;

namespace Fraud.UnitTests.Features.States;

/// <summary>
/// A worker that crashes at any moment, also in the middle of a flush, and recovers by re-applying from the reach, ends with the same bytes in
/// every state and decides the same duplicates as one that never crashed. FsCheck prints the seed of a failing run.
/// </summary>
public class RecoveryProperties
{
    private static readonly FeatureOptions Options = new() { PartitionCount = RandomPayments.PartitionCount };

    [Property(MaxTest = 60)]
    public void Crashes_leave_no_trace(int seed, PositiveInt size)
    {
        var payments = new RandomPayments(seed, 10 + (size.Get * 5));
        var (calm, calmDuplicates, calmVectors) = Run(payments, null);
        var (shaken, shakenDuplicates, shakenVectors) = Run(payments, new Random(seed));

        Assert.Equal(calmDuplicates, shakenDuplicates);
        Assert.Equal(calmVectors.Count, shakenVectors.Count);
        for (var i = 0; i < calmVectors.Count; i++)
        {
            for (var f = 0; f < calmVectors[i].Length; f++)
            {
                Assert.True(
                    calmVectors[i][f].Equals(shakenVectors[i][f]),
                    $"{FeatureCatalogue.Default.Features[f].Name} of payment {i} is {shakenVectors[i][f]} after crashes, {calmVectors[i][f]} without");
            }
        }

        Assert.Equal(calm.States.Keys.ToHashSet(), [.. shaken.States.Keys]);
        Assert.All(calm.States, state => Assert.True(state.Value.AsSpan().SequenceEqual(shaken.States[state.Key]), $"{state.Key} differs"));
    }

    [Property(MaxTest = 30)]
    public void One_partition_sees_of_shared_entities_what_three_together_see(int seed, PositiveInt size)
    {
        var payments = new RandomPayments(seed, 10 + (size.Get * 5));
        var three = Started(RandomPayments.PartitionCount);
        var one = Started(1);
        var fromThree = new double[FeatureCatalogue.Default.Count];
        var fromOne = new double[FeatureCatalogue.Default.Count];
        long offset = 0;
        var newestMs = 0L;
        foreach (var (partition, partitionOffset, payment) in payments.InOrder)
        {
            // Lateness is judged part by part, so late payments are left out.
            if (payment.EventTimeMs < newestMs - Options.Grace.TotalMilliseconds) continue;
            newestMs = Math.Max(newestMs, payment.EventTimeMs);
            three.Read(partition, payment, null, fromThree);
            one.Read(0, payment, null, fromOne);
            for (var f = 0; f < fromOne.Length; f++)
            {
                if (FeatureCatalogue.Default.Features[f].Entity >= EntityKind.Merchant) Assert.Equal(fromOne[f], fromThree[f]);
            }

            three.Apply(partition, partitionOffset, payment);
            one.Apply(0, offset++, payment);
        }
    }

    private static FeatureStates Started(int partitionCount)
    {
        var states = new FeatureStates(FeatureCatalogue.Default, new FeatureOptions { StoreBacked = false });
        for (var partition = 0; partition < partitionCount; partition++) states.AddPartition(partition);
        return states;
    }

    /// <summary>Runs the log through a worker owning all partitions; with <paramref name="faults"/> it flushes and crashes at random.</summary>
    private static (MemoryStore Store, List<string> Duplicates, List<double[]> Vectors) Run(RandomPayments payments, Random? faults)
    {
        var store = new MemoryStore();
        var duplicates = new List<string>();
        var vectors = new List<double[]>();
        var committed = new long[RandomPayments.PartitionCount];
        var states = Recover(store, payments, committed);
        var flushes = new SlowFlushes();
        foreach (var (partition, offset, payment) in payments.InOrder)
        {
            LoadMissing(states, store, partition, payment);
            if (states.IsDuplicate(partition, offset, payment)) duplicates.Add($"{partition}/{offset}");
            else vectors.Add(Decide(states, partition, offset, payment));
            committed[partition] = offset + 1;

            if (faults is not null) flushes.Step(states, store, committed, faults);
            if (faults?.Next(25) != 0) continue;
            for (var flushed = 0; flushed < RandomPayments.PartitionCount; flushed++)
            {
                if (!flushes.CutShort(flushed, store, faults) && faults.Next(2) == 0) Flush(states, store, flushed, committed, faults.Next(12));
            }

            states = Recover(store, payments, committed);
        }

        flushes.Complete(store);
        for (var partition = 0; partition < RandomPayments.PartitionCount; partition++) Flush(states, store, partition, committed, int.MaxValue);
        return (store, duplicates, vectors);
    }

    private static double[] Decide(FeatureStates states, int partition, long offset, Payment payment)
    {
        var vector = new double[FeatureCatalogue.Default.Count];
        states.Read(partition, payment, null, vector);
        states.Apply(partition, offset, payment);
        return vector;
    }

    private static void Flush(FeatureStates states, MemoryStore store, int partition, long[] committed, int countMax)
    {
        var writes = new List<StateWrite>();
        states.TakeChanged(partition, writes);
        Assert.Equal(0, states.ChangedCount(partition));
        store.Write(partition, writes, committed[partition], countMax);
    }

    /// <summary>A new process: nothing in memory, and the gap between reach and committed offset applied again.</summary>
    private static FeatureStates Recover(MemoryStore store, RandomPayments payments, long[] committed)
    {
        var states = new FeatureStates(FeatureCatalogue.Default, Options);
        for (var partition = 0; partition < RandomPayments.PartitionCount; partition++) states.AddPartition(partition);
        for (var partition = 0; partition < RandomPayments.PartitionCount; partition++)
        {
            for (var offset = store.Reach(partition); offset < committed[partition]; offset++)
            {
                var payment = payments.Log[partition][(int)offset];
                LoadMissing(states, store, partition, payment);
                if (!states.IsDuplicate(partition, offset, payment)) states.Apply(partition, offset, payment);
            }
        }

        return states;
    }

    private static void LoadMissing(FeatureStates states, MemoryStore store, int partition, Payment payment)
    {
        var missing = new HashSet<StateKey>();
        states.CollectMissing(partition, payment, missing);
        store.Load(states, missing);
        missing.Clear();
        states.CollectMissing(partition, payment, missing);
        Assert.Empty(missing);
    }
}
