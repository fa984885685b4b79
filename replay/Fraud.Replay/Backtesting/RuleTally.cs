using Fraud.Replay.Metrics;
using Fraud.Scoring.Policies;

namespace Fraud.Replay.Backtesting;

/// <summary>Counts what one rule does.</summary>
/// <param name="id">The rule.</param>
internal sealed class RuleTally(string id)
{
    private readonly long[] _results = new long[Enum.GetValues<RuleResult>().Length];
    private long _fraudHits;
    private long _uniqueCatch;

    /// <summary>Adds a payment.</summary>
    /// <param name="result">What the rule came to.</param>
    /// <param name="fraud">The truth.</param>
    /// <param name="caughtByOneRule">The payment was fraudulent, flagged, and exactly one rule hit.</param>
    public void Add(RuleResult result, bool fraud, bool caughtByOneRule)
    {
        _results[(int)result]++;
        if (result != RuleResult.Hit)
            return;
        _fraudHits += fraud ? 1 : 0;
        _uniqueCatch += caughtByOneRule ? 1 : 0;
    }

    /// <summary>Everything counted.</summary>
    /// <param name="payments">Payments decided.</param>
    public RuleReport Report(long payments)
    {
        var hits = _results[(int)RuleResult.Hit];
        return new RuleReport(
            id, hits, payments == 0 ? 0 : (double)hits / payments, _fraudHits, Number.OrNull((double)_fraudHits / hits), _uniqueCatch,
            _results[(int)RuleResult.NotEnoughHistory], _results[(int)RuleResult.Failed], _results[(int)RuleResult.Inactive]);
    }
}
