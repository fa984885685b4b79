using Fraud.Features;
using Fraud.Features.Redis.Savepoints;
using Fraud.Ingest.Decoding;
using Fraud.Replay.Log;

namespace Fraud.Replay.Corrections;

/// <summary>The states of a savepoint that a range of payments needs, in memory; all others stay in its files.</summary>
internal static class SavedStates
{
    public static FeatureStates Load(Savepoint savepoint, LogRange payments, CancellationToken stop)
    {
        var partitions = savepoint.Manifest.Partitions;
        var states = new FeatureStates(FeatureCatalogue.Default, new FeatureOptions { PartitionCount = partitions.Count });
        foreach (var partition in partitions)
            states.AddPartition(partition.Partition);
        var needed = Needed(states, payments, stop);
        var absent = new HashSet<StateKey>(needed);
        foreach (var partition in partitions)
        {
            foreach (var state in savepoint.Read(partition))
            {
                stop.ThrowIfCancellationRequested();
                if (!needed.Contains(state.Key))
                    continue;
                states.Load(state.Key, state.Bytes.Span);
                absent.Remove(state.Key);
            }
        }

        foreach (var key in absent)
            states.Load(key, []);
        return states;
    }

    private static HashSet<StateKey> Needed(FeatureStates states, LogRange payments, CancellationToken stop)
    {
        var needed = new HashSet<StateKey>();
        foreach (var partition in payments.Partitions)
        {
            for (; payments.Peek(partition) is { } record; payments.Skip(partition))
            {
                stop.ThrowIfCancellationRequested();
                if (PaymentDecoder.TryDecode(record.Message.Value, out var payment, out _))
                    states.CollectMissing(partition, payment, needed);
            }
        }

        return needed;
    }
}
