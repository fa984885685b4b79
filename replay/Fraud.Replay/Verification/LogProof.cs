using System.Buffers;
using Confluent.Kafka;
using Fraud.Contracts;
using Fraud.Contracts.Json;
using Fraud.Features;
using Fraud.Features.Profiles;
using Fraud.Ingest.Decoding;
using Fraud.Replay.Log;
using Fraud.Scoring;
using Fraud.Scoring.Policies;

namespace Fraud.Replay.Verification;

/// <summary>
/// Proves recorded decisions: each is decided again from its own vector, under the policy whose digest it names, and must give the bytes that stand
/// on the log.
/// </summary>
/// <param name="kafka">Brokers as <c>host:port[,host:port]</c>.</param>
/// <param name="policies">The policies that decisions may name, with their models.</param>
public sealed class LogProof(string kafka, IEnumerable<CompiledPolicy> policies)
{
    private readonly Dictionary<string, CompiledPolicy> _policies = policies.DistinctBy(policy => policy.Digest).ToDictionary(policy => policy.Digest);
    private readonly DecisionPipeline _pipeline = new(new FeatureStates(FeatureCatalogue.Default, new FeatureOptions { StoreBacked = false }), new ProfileTable());
    private readonly SortedDictionary<string, long> _unknown = new(StringComparer.Ordinal);
    private readonly ArrayBufferWriter<byte> _bytes = new(2048);
    private long _proven;
    private long _different;
    private long _withoutPayment;
    private string? _first;

    /// <summary>Proves ranges of the decisions topic.</summary>
    /// <param name="decisions">First offset and the one after the last, per partition.</param>
    /// <param name="paymentEnds">Offset at which the payments topic ends, per partition.</param>
    /// <param name="progress">Told the number of decisions read, from time to time.</param>
    /// <param name="stop">Gives up.</param>
    public ProofReport Run(IReadOnlyList<(int Partition, long From, long To)> decisions, IReadOnlyDictionary<int, long> paymentEnds, Action<long> progress, CancellationToken stop)
    {
        long read = 0;
        foreach (var range in decisions)
        {
            using var records = new LogRange(kafka, Topics.Decisions, [range]);
            // First decisions stand in the order of their payments; corrections go back, and are proven after them.
            var corrections = Prove(records, range.Partition, paymentEnds[range.Partition], corrections: null, ref read, progress, stop);
            if (corrections.Count > 0)
            {
                using var again = new LogRange(kafka, Topics.Decisions, [range]);
                Prove(again, range.Partition, paymentEnds[range.Partition], corrections, ref read, progress, stop);
            }
        }

        return new ProofReport(_proven, _different, _withoutPayment, _unknown, _first);
    }

    /// <returns>The payments of the corrections that were passed over.</returns>
    private SortedSet<long> Prove(
        LogRange records, int partition, long paymentEnd, SortedSet<long>? corrections, ref long read, Action<long> progress, CancellationToken stop)
    {
        var passed = new SortedSet<long>();
        var payments = corrections is null ? null : Payments(partition, corrections, stop);
        LogRange? coming = null;
        try
        {
            for (; records.Peek(partition) is { } record; records.Skip(partition))
            {
                stop.ThrowIfCancellationRequested();
                var recorded = DecisionJson.Read(record.Message.Value);
                var offset = recorded.Position.Offset;
                if (recorded.Supersedes is not null != corrections is not null)
                {
                    if (recorded.Supersedes is not null) passed.Add(offset);
                    continue;
                }

                if (++read % 1_000 == 0) progress(read);
                if (payments is null) coming ??= new LogRange(kafka, Topics.Payments, [(partition, offset, paymentEnd)]);
                Prove(record, recorded, payments is null ? Find(coming!, partition, offset) : payments.GetValueOrDefault(offset));
            }
        }
        finally
        {
            coming?.Dispose();
        }

        return passed;
    }

    private void Prove(ConsumeResult<byte[], byte[]> record, Decision recorded, Payment? payment)
    {
        if (payment is null)
        {
            _withoutPayment++;
            _first ??= $"the payment at {recorded.Position} is no longer on the log, and its decision cannot be proven";
        }
        else if (!_policies.TryGetValue(recorded.PolicyDigest, out var policy))
        {
            _unknown[recorded.PolicyDigest] = _unknown.GetValueOrDefault(recorded.PolicyDigest) + 1;
            _first ??= $"{recorded.PaymentId} at {recorded.Position} was decided under {recorded.PolicyName} version {recorded.PolicyVersion}, digest {recorded.PolicyDigest}, which is not among the policies given";
        }
        else
        {
            _bytes.ResetWrittenCount();
            DecisionJson.Write(_pipeline.Redecide(payment, recorded, policy), _bytes);
            if (_bytes.WrittenSpan.SequenceEqual(record.Message.Value))
                _proven++;
            else
                Differs(record, recorded);
        }
    }

    private void Differs(ConsumeResult<byte[], byte[]> record, Decision recorded)
    {
        _different++;
        var again = DecisionJson.Read(_bytes.WrittenSpan);
        _first ??= $"{record.Topic}/{record.Partition.Value}/{record.Offset.Value} about {recorded.PaymentId} says {recorded.Outcome} with score {recorded.Score}; "
            + $"decided again it is {again.Outcome} with score {again.Score}, other by byte {_bytes.WrittenSpan.CommonPrefixLength(record.Message.Value)}";
    }

    private static Payment? Find(LogRange payments, int partition, long offset)
    {
        for (; payments.Peek(partition) is { } record; payments.Skip(partition))
        {
            if (record.Offset.Value > offset) return null;
            if (record.Offset.Value == offset) return PaymentDecoder.TryDecode(record.Message.Value, out var payment, out _) ? payment : null;
        }

        return null;
    }

    private Dictionary<long, Payment> Payments(int partition, SortedSet<long> offsets, CancellationToken stop)
    {
        var found = new Dictionary<long, Payment>();
        using var payments = new LogRange(kafka, Topics.Payments, [(partition, offsets.Min, offsets.Max + 1)]);
        foreach (var offset in offsets)
        {
            stop.ThrowIfCancellationRequested();
            if (Find(payments, partition, offset) is { } payment) found.Add(offset, payment);
        }

        return found;
    }
}
