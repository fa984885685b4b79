using Fraud.Contracts;
using Fraud.Features;
using Fraud.Features.Profiles;
using Fraud.Scoring.Policies;

namespace Fraud.Scoring;

/// <summary>
/// The spine: the one path from a payment to its decision. Live scoring, shadow, dry run, backtest and verification all come through here.
/// It has no clock, no randomness and no I/O.
/// <code>
///   payments ─► 1 dedupe ─► 2 read features ─► 3 apply to state ─► 4 score (model, whole batch) ─► 5 rules ─► 6 combine ─► decision
///               └──────────── Prepare: record by record ─────────┘ └───────────────── Decide: per policy ──────────────────┘
///               └──────── Reapply: 1 and 3 only ────────┘
/// </code>
/// A payment's features are read before it is applied, so it never sees itself; it sees every earlier payment of its batch.
/// </summary>
/// <param name="states">States of the partitions this pipeline owns; used by one thread at a time.</param>
/// <param name="profiles">Profile attributes as of the log position the caller has read to.</param>
public sealed class DecisionPipeline(FeatureStates states, ProfileTable profiles)
{
    private readonly RuleInput _input = new();
    private readonly RuleOutcomes _outcomes = new();
    private readonly ModelReasons _modelReasons = new(FeatureCatalogue.Default);
    private double[] _probabilities = [];

    /// <summary>Steps 1–3: reads the features of each payment in order and applies it to the states.</summary>
    /// <param name="records">Payments in log order per partition; the states they need are in memory.</param>
    /// <param name="batch">Receives one row per payment.</param>
    public void Prepare(ReadOnlySpan<PaymentRecord> records, FeatureBatch batch)
    {
        batch.Begin(records);
        for (var i = 0; i < records.Length; i++)
        {
            if (i % FeatureStates.AnnouncedMax == 0) Announce(records[i..]);
            Prepare(in records[i], batch, i);
        }
    }

    /// <summary>
    /// The same while the states of some payments cannot be had: a new one of these gets no features and is not applied. What becomes of the
    /// states must be rebuilt from the log before they are stored again.
    /// </summary>
    /// <param name="records">Payments in log order per partition.</param>
    /// <param name="standings">What is known of each payment.</param>
    /// <param name="batch">Receives one row per payment.</param>
    public void Prepare(ReadOnlySpan<PaymentRecord> records, ReadOnlySpan<PaymentStanding> standings, FeatureBatch batch)
    {
        batch.Begin(records);
        for (var i = 0; i < records.Length; i++)
        {
            switch (standings[i])
            {
                case PaymentStanding.Known:
                    Prepare(in records[i], batch, i);
                    break;
                case PaymentStanding.Repeated:
                    batch.SetDuplicate(i);
                    break;
                default:
                    batch.SetUnknown(i);
                    break;
            }
        }
    }

    /// <summary>Steps 4–6: decides every payment of a prepared batch that is not a duplicate, in order.</summary>
    /// <param name="batch">The prepared batch.</param>
    /// <param name="policy">The policy; one for the whole batch.</param>
    /// <param name="profileOffsets">Next offset per profile table that the batch's profile attributes include.</param>
    /// <param name="decisions">Receives one entry per payment; null for a duplicate.</param>
    /// <param name="observe">Sees each decided payment's index and what every rule came to; for reports.</param>
    public void Decide(
        FeatureBatch batch,
        CompiledPolicy policy,
        IReadOnlyDictionary<string, long>? profileOffsets,
        ICollection<Decision?> decisions,
        Action<int, RuleOutcomes>? observe = null)
    {
        var model = policy.Model;
        if (_probabilities.Length < batch.Count)
            _probabilities = new double[Math.Max(batch.Count, 2 * _probabilities.Length)];
        model?.Score(batch.Rows, batch.RowLength, _probabilities.AsSpan(0, batch.Count));
        for (var i = 0; i < batch.Count; i++)
        {
            if (batch.IsDuplicate(i))
            {
                decisions.Add(null);
                continue;
            }

            _input.Load(batch.Records[i].Payment, batch.RowArray, i * batch.RowLength, model is null ? null : _probabilities[i]);
            decisions.Add(Decide(batch.Records[i], batch.Row(i), policy, new DecisionContext(
                batch.FeatureSet, batch.IsLate(i), batch.IsDegraded(i), profileOffsets)));
            observe?.Invoke(i, _outcomes);
        }
    }

    /// <summary>Brings the states up to records that were decided before, deciding nothing; each state skips what its tag covers.</summary>
    public void Reapply(ReadOnlySpan<PaymentRecord> records)
    {
        for (var i = 0; i < records.Length; i++)
        {
            if (i % FeatureStates.AnnouncedMax == 0) Announce(records[i..]);
            ref readonly var record = ref records[i];
            if (!states.IsDuplicate(record.Partition, record.Offset, record.Payment))
                states.Apply(record.Partition, record.Offset, record.Payment);
        }
    }

    /// <summary>Decides again from a recorded vector; under the recorded policy the result equals the record, byte for byte.</summary>
    /// <param name="payment">The payment as it stands on the log.</param>
    /// <param name="recorded">The recorded decision.</param>
    /// <param name="policy">The policy to decide under.</param>
    public Decision Redecide(Payment payment, Decision recorded, CompiledPolicy policy)
    {
        double? probability = null;
        if (policy.Model is { } model)
        {
            Span<double> score = stackalloc double[1];
            model.Score(recorded.Features, recorded.Features.Length, score);
            probability = score[0];
        }

        _input.Load(payment, recorded.Features, 0, probability);
        var record = new PaymentRecord(payment, recorded.Position.Topic, recorded.Position.Partition, recorded.Position.Offset);
        return Decide(record, recorded.Features, policy, new DecisionContext(
            recorded.FeatureSet, recorded.Late, recorded.Degraded, recorded.ProfileOffsets)) with
        { Supersedes = recorded.Supersedes };
    }

    private void Prepare(in PaymentRecord record, FeatureBatch batch, int index)
    {
        if (states.IsDuplicate(record.Partition, record.Offset, record.Payment))
        {
            batch.SetDuplicate(index);
            return;
        }

        Profile? profile = profiles.TryGet(record.Payment.AccountId, out var found) ? found : null;
        var late = states.Read(record.Partition, record.Payment, profile, batch.MutableRow(index));
        batch.SetFresh(index, late);
        states.Apply(record.Partition, record.Offset, record.Payment);
    }

    private void Announce(ReadOnlySpan<PaymentRecord> coming)
    {
        foreach (ref readonly var record in coming[..Math.Min(coming.Length, FeatureStates.AnnouncedMax)])
            states.Announce(record.Partition, record.Payment);
        states.Fetch();
    }

    private Decision Decide(PaymentRecord record, ReadOnlySpan<double> vector, CompiledPolicy policy, DecisionContext context)
    {
        var verdict = policy.Decide(_input, _outcomes);
        var reasons = verdict.Reasons;
        double? probability = null;
        if (policy.Model is not null)
        {
            probability = _input.Probability;
            if (verdict.Outcome != Outcome.Approve)
                reasons = _modelReasons.Append(reasons, policy, vector, _input.Probability);
        }

        return new Decision
        {
            PaymentId = record.Payment.PaymentId,
            AccountId = record.Payment.AccountId,
            AmountMinor = record.Payment.AmountMinor,
            Currency = record.Payment.Currency,
            EventTimeMs = record.Payment.EventTimeMs,
            Outcome = verdict.Outcome,
            Score = verdict.Score,
            Reasons = reasons,
            PolicyName = policy.Name,
            PolicyVersion = policy.Version,
            PolicyDigest = policy.Digest,
            ModelId = policy.Model?.Id,
            Probability = probability,
            Late = context.Late,
            Degraded = context.Degraded,
            Position = new LogPosition(record.Topic, record.Partition, record.Offset),
            ProfileOffsets = context.ProfileOffsets,
            FeatureSet = context.FeatureSet,
            Features = vector.ToArray(),
        };
    }

    private readonly record struct DecisionContext(string FeatureSet, bool Late, bool Degraded, IReadOnlyDictionary<string, long>? ProfileOffsets);
}
