using Fraud.Contracts;

namespace Fraud.Features.Labels;

/// <summary>
/// The frauds that labels told of, by account, merchant, terminal, device and address. What a payment sees of them depends on event times and
/// on the time each became known, not on when a label was read: one that is read early is not seen early. For one thread.
/// </summary>
public sealed class KnownFrauds
{
    /// <summary>Frauds older than this against the newest label are forgotten: the longest window of past frauds and a long label delay.</summary>
    private const long KeptMs = 190L * 24 * 60 * 60 * 1000;

    /// <summary>Labels between two rounds of forgetting.</summary>
    private const int RoundLabels = 1 << 16;

    private readonly Dictionary<ulong, Entry> byPayment = [];
    private readonly Dictionary<ulong, FraudTimes>[] byEntity = [.. Enumerable.Range(0, (int)EntityKind.Ip + 1).Select(_ => new Dictionary<ulong, FraudTimes>())];
    private int labelsThisRound;
    private long newestKnownMs = long.MinValue;

    /// <summary>Payments known to be fraudulent.</summary>
    public int Count => byPayment.Count;

    /// <summary>
    /// Takes a label. Of several for one payment the one that became known last counts; applying one again changes nothing. A label that does not
    /// say when its payment was made is left out.
    /// </summary>
    public void Apply(Label label)
    {
        if (label.EventTimeMs is not { } timeMs) return;
        newestKnownMs = Math.Max(newestKnownMs, label.KnownTimeMs);
        var payment = EntityHash.Of(label.PaymentId) ^ ulong.RotateLeft(EntityHash.Of(label.AccountId), 1);
        var isKnown = byPayment.TryGetValue(payment, out var known);
        if (!label.Fraud && isKnown && label.KnownTimeMs >= known!.Fraud.KnownMs) Forget(payment, known);
        if (label.Fraud && !isKnown) Remember(payment, new Entry(new KnownFraud(timeMs, label.KnownTimeMs), label));
        if (++labelsThisRound >= RoundLabels) ForgetOld();
    }

    /// <summary>The frauds of an entity, by the hash of its id; null when none is known.</summary>
    internal FraudTimes? Of(EntityKind kind, ulong key) => byEntity[(int)kind].GetValueOrDefault(key);

    private void Remember(ulong payment, Entry entry)
    {
        byPayment[payment] = entry;
        foreach (var (kind, key) in entry.Entities)
        {
            var entities = byEntity[(int)kind];
            if (!entities.TryGetValue(key, out var times)) entities[key] = times = new FraudTimes();
            times.Add(entry.Fraud);
        }
    }

    private void Forget(ulong payment, Entry entry)
    {
        byPayment.Remove(payment);
        foreach (var (kind, key) in entry.Entities)
        {
            var entities = byEntity[(int)kind];
            var times = entities[key];
            times.Remove(entry.Fraud);
            if (times.IsEmpty) entities.Remove(key);
        }
    }

    private void ForgetOld()
    {
        labelsThisRound = 0;
        foreach (var (payment, entry) in byPayment.Where(known => known.Value.Fraud.TimeMs < newestKnownMs - KeptMs).ToList()) Forget(payment, entry);
    }

    private sealed class Entry(KnownFraud fraud, Label label)
    {
        public KnownFraud Fraud => fraud;

        public (EntityKind Kind, ulong Key)[] Entities { get; } =
        [
            .. new (EntityKind Kind, string? Id)[]
            {
                (EntityKind.Account, label.AccountId),
                (EntityKind.Merchant, label.MerchantId),
                (EntityKind.Terminal, label.TerminalId),
                (EntityKind.Device, label.DeviceId),
                (EntityKind.Ip, label.Ip),
            }.Where(entity => !string.IsNullOrEmpty(entity.Id)).Select(entity => (entity.Kind, EntityHash.Of(entity.Id!))),
        ];
    }
}
