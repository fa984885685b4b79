using Fraud.Contracts;
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
        var needed = Needed(payments, stop);
        var partitions = savepoint.Manifest.Partitions;
        var states = new FeatureStates(FeatureCatalogue.Default, new FeatureOptions { PartitionCount = partitions.Count });
        foreach (var partition in partitions)
            states.AddPartition(partition.Partition, startsEmpty: true);
        foreach (var partition in partitions)
        {
            foreach (var state in savepoint.Read(partition))
            {
                stop.ThrowIfCancellationRequested();
                if (needed.Contains((state.Key.Kind, state.Key.Id)))
                    states.Load(state.Key, state.Bytes.Span);
            }
        }

        return states;
    }

    private static HashSet<(EntityKind, string)> Needed(LogRange payments, CancellationToken stop)
    {
        var needed = new HashSet<(EntityKind, string)>();
        foreach (var partition in payments.Partitions)
        {
            for (; payments.Peek(partition) is { } record; payments.Skip(partition))
            {
                stop.ThrowIfCancellationRequested();
                if (PaymentDecoder.TryDecode(record.Message.Value, out var payment, out _))
                    Add(payment, needed);
            }
        }

        return needed;
    }

    private static void Add(Payment payment, HashSet<(EntityKind, string)> needed)
    {
        needed.Add((EntityKind.Account, payment.AccountId));
        foreach (var (kind, id) in new[]
        {
            (EntityKind.Card, payment.CardId), (EntityKind.Merchant, payment.MerchantId), (EntityKind.Terminal, payment.TerminalId),
            (EntityKind.Device, payment.DeviceId), (EntityKind.Ip, payment.Ip),
        })
        {
            if (!string.IsNullOrEmpty(id))
                needed.Add((kind, id));
        }
    }
}
