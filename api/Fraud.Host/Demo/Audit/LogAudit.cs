using Fraud.Contracts;
using Fraud.Host.Auditing;
using Fraud.Ingest.DeadLetters;
using Fraud.Ingest.Decoding;

namespace Fraud.Host.Demo.Audit;

/// <summary>
/// Accounts for every payment from the topics themselves, committed records only, the whole log: whatever the demo remembers of its own
/// doings beyond the acknowledged ids proves nothing.
/// </summary>
internal sealed class LogAudit
{
    private readonly PaymentIds _payments = new();
    private readonly PaymentIds _acknowledged = new();
    private readonly PaymentIds _decisions = new();
    private readonly PaymentIds _liveDecisions = new();
    private readonly PaymentIds _alerts = new();
    private readonly PaymentIds _stopped = new();
    private readonly HashSet<LogPosition> _refused = [];
    private readonly HashSet<LogPosition> _dead = [];

    private LogAudit()
    {
    }

    /// <summary>How the decisions of live payments meet the truth.</summary>
    public DetectionQuality Quality { get; } = new();

    /// <summary>Live payments acknowledged by the gateway, in all runs.</summary>
    public int Posted => _acknowledged.Distinct;

    /// <summary>Decisions of live payments.</summary>
    public int LiveDecisions => _liveDecisions.Count;

    /// <summary>Live payments decided.</summary>
    public int LiveDistinct => _liveDecisions.Distinct;

    /// <summary>All decisions on the log, those of the history included.</summary>
    public int Decisions => _decisions.Count;

    /// <summary>Payments that were acknowledged, or stand validly on the log, and have no decision.</summary>
    public int Missing { get; private set; }

    /// <summary>Payments with more than one decision.</summary>
    public int Duplicates => _decisions.Repeated();

    /// <summary>Records of <c>alerts.v1</c>.</summary>
    public int Alerts => _alerts.Count;

    /// <summary>Reviewed or declined payments without an alert, alerts without such a decision, and alerts that stand twice.</summary>
    public int AlertMismatches => _stopped.DistinctMissingFrom(_alerts) + _alerts.DistinctMissingFrom(_stopped) + _alerts.Repeated();

    /// <summary>Refused records on <c>dead-letter.v1</c>.</summary>
    public int DeadLetters { get; private set; }

    /// <summary>Unreadable records of <c>payments.v1</c> without a dead letter, and dead letters without such a record or twice.</summary>
    public int DeadLetterMismatches { get; private set; }

    /// <summary>Reads everything.</summary>
    /// <param name="scan">Reads topics.</param>
    /// <param name="journal">Path of the journal of acknowledged payments.</param>
    /// <param name="truth">The truth about live payments.</param>
    /// <param name="stop">Gives up.</param>
    public static LogAudit Read(TopicScan scan, string journal, FraudTruth truth, CancellationToken stop)
    {
        var audit = new LogAudit();
        foreach (var (account, payment) in AckJournal.Read(journal)) audit._acknowledged.Add(account, payment);
        scan.Read(Topics.Payments, record => audit.TakePayment(record.Message.Value, Position(record)), stop);
        scan.Read(Topics.Decisions, record => audit.TakeDecision(record.Message.Value, truth), stop);
        scan.Read(Topics.Alerts, record => audit.TakeAlert(record.Message.Value), stop);
        scan.Read(Topics.DeadLetter, record => audit.TakeDeadLetter(DeadLetterMessage.Decode(record.Message!)), stop);
        audit.Missing = audit._payments.DistinctMissingFrom(audit._decisions) + audit._acknowledged.DistinctMissingFrom(audit._payments);
        audit.DeadLetterMismatches += audit._refused.Except(audit._dead).Count() + audit._dead.Except(audit._refused).Count();
        return audit;
    }

    private static LogPosition Position(Confluent.Kafka.ConsumeResult<byte[], byte[]> record) =>
        new(record.Topic, record.Partition.Value, record.Offset.Value);

    private void TakePayment(ReadOnlySpan<byte> value, LogPosition position)
    {
        if (PaymentDecoder.TryDecode(value, out var payment, out _)) _payments.Add(payment.AccountId, payment.PaymentId);
        else _refused.Add(position);
    }

    private void TakeDecision(ReadOnlySpan<byte> value, FraudTruth truth)
    {
        var decision = DecisionGlance.Read(value);
        if (decision.IsCorrection) return;
        _decisions.Add(decision.AccountId, decision.PaymentId);
        if (decision.Stopped) _stopped.Add(decision.AccountId, decision.PaymentId);
        if (truth.Of(decision.PaymentId) is not { } kind) return;
        _liveDecisions.Add(decision.AccountId, decision.PaymentId);
        Quality.Count(kind, decision.Stopped);
    }

    private void TakeAlert(ReadOnlySpan<byte> value)
    {
        var decision = DecisionGlance.ReadAlert(value);
        if (decision.IsCorrection) return;
        _alerts.Add(decision.AccountId, decision.PaymentId);
    }

    private void TakeDeadLetter(DeadLetter letter)
    {
        if (letter.Source.Topic != Topics.Payments) return;
        DeadLetters++;
        if (!_dead.Add(letter.Source)) DeadLetterMismatches++;
    }
}
