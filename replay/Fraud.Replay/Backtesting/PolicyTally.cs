using System.Runtime.InteropServices;
using Fraud.Contracts;
using Fraud.Replay.History;
using Fraud.Replay.Metrics;
using Fraud.Scoring;
using Fraud.Scoring.Policies;

namespace Fraud.Replay.Backtesting;

/// <summary>Lets one policy decide batch after batch and counts what it does.</summary>
internal sealed class PolicyTally
{
    private readonly CompiledPolicy _policy;
    private readonly DecisionPipeline _pipeline;
    private readonly RuleTally[] _rules;
    private readonly long[] _outcomes = new long[Enum.GetValues<Outcome>().Length];
    private readonly MoneyTally _money = new();
    private readonly DayCounts _alerts = new();
    private readonly ScoredPayments _scored = new();
    private readonly List<Decision?> _decisions = new(ReplayBatch.Size);
    private readonly ReportedPayments _reported;
    private ReplayBatch _batch = null!;
    private ConfusionCounts _counts;

    /// <summary>An empty tally.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="pipeline">Decides prepared batches; its own states are not used.</param>
    /// <param name="reported">Which payments count.</param>
    public PolicyTally(CompiledPolicy policy, DecisionPipeline pipeline, ReportedPayments reported)
    {
        (_policy, _pipeline, _reported) = (policy, pipeline, reported);
        _rules = [.. policy.Rules.Select(r => new RuleTally(r.Id))];
    }

    /// <summary>Decisions on the batch last taken; null for a duplicate.</summary>
    public ReadOnlySpan<Decision?> Decisions => CollectionsMarshal.AsSpan(_decisions);

    /// <summary>Decides a batch and counts its payments.</summary>
    /// <param name="batch">The batch.</param>
    public void Add(ReplayBatch batch)
    {
        _batch = batch;
        _decisions.Clear();
        _pipeline.Decide(batch.Features, _policy, null, _decisions, CountRules);
        for (var i = 0; i < batch.Count; i++)
        {
            if (_decisions[i] is { } decision && _reported.Includes(batch, i))
                Count(decision, batch.Records[i].Payment, batch.IsFraud(i));
        }
    }

    /// <summary>Everything counted.</summary>
    public PolicyReport Report()
    {
        var ranking = RankingMetrics.Of(_scored.Scores, _scored.Fraud);
        return new PolicyReport
        {
            Name = _policy.Name,
            Version = _policy.Version,
            Digest = _policy.Digest,
            ModelId = _policy.Model?.Id,
            Outcomes = new SortedDictionary<Outcome, long>(Enum.GetValues<Outcome>().ToDictionary(o => o, o => _outcomes[(int)o])),
            Alerts = _counts.Caught + _counts.FalseAlarms,
            AlertsPerDay = _alerts.Mean,
            AlertsPerDayMax = _alerts.Max,
            Precision = Number.OrNull(_counts.Precision),
            Recall = Number.OrNull(_counts.Recall),
            F1 = Number.OrNull(_counts.F1),
            Auc = Number.OrNull(ranking.Auc),
            AveragePrecision = Number.OrNull(ranking.AveragePrecision),
            CardPrecision100 = Number.OrNull(CardPrecision.At(_scored, 100)),
            Money = _money.Report(),
            Rules = [.. _rules.Select(r => r.Report(_scored.Count))],
        };
    }

    private void CountRules(int index, RuleOutcomes outcomes)
    {
        if (!_reported.Includes(_batch, index))
            return;
        var fraud = _batch.IsFraud(index);
        // The decision of this payment was added just before.
        var caught = fraud && _decisions[index]!.Outcome != Outcome.Approve;
        for (var rule = 0; rule < _rules.Length; rule++)
            _rules[rule].Add(outcomes[rule], fraud, caught && outcomes.HitCount == 1);
    }

    private void Count(Decision decision, Payment payment, bool fraud)
    {
        var flagged = decision.Outcome != Outcome.Approve;
        _outcomes[(int)decision.Outcome]++;
        _counts = _counts.With(flagged, fraud);
        _alerts.Add(payment.EventTimeMs, flagged);
        _money.Add(payment, decision.Outcome, fraud);
        _scored.Add(payment, decision.Score, fraud);
    }
}
