using Fraud.Scoring.Cel;

namespace Fraud.Scoring.Policies;

/// <summary>What each rule of a policy came to on one payment. One instance is filled again for each payment; it is not thread-safe.</summary>
public sealed class RuleOutcomes
{
    private RuleResult[] _results = [];
    private CelTruth[] _truths = [];
    private int[] _hits = [];

    /// <summary>Rules of the policy.</summary>
    public int Count { get; private set; }

    /// <summary>Indexes of the rules that hit, in file order. Valid until the next payment.</summary>
    public ReadOnlySpan<int> Hits => _hits.AsSpan(0, HitCount);

    /// <summary>Rules that hit.</summary>
    public int HitCount { get; private set; }

    /// <summary>Rules that lacked a value.</summary>
    public int NotEnoughHistoryCount { get; private set; }

    /// <summary>What a rule came to.</summary>
    /// <param name="rule">Index of the rule in the policy.</param>
    public RuleResult this[int rule] => _results[rule];

    /// <summary>The truth value of a rule's condition, with the failure and its place when it has none.</summary>
    /// <param name="rule">Index of the rule in the policy.</param>
    public CelTruth Truth(int rule) => _truths[rule];

    /// <summary>Begins a payment.</summary>
    /// <param name="rules">Rules of the policy.</param>
    internal void Reset(int rules)
    {
        if (_results.Length < rules)
        {
            _results = new RuleResult[rules];
            _truths = new CelTruth[rules];
            _hits = new int[rules];
        }

        Count = rules;
        HitCount = 0;
        NotEnoughHistoryCount = 0;
    }

    /// <summary>Notes an inactive rule.</summary>
    internal void SetInactive(int rule)
    {
        _results[rule] = RuleResult.Inactive;
        _truths[rule] = CelTruth.False;
    }

    /// <summary>Notes what a condition came to.</summary>
    internal void Set(int rule, CelTruth truth)
    {
        _truths[rule] = truth;
        if (truth.IsFalse)
        {
            _results[rule] = RuleResult.Miss;
        }
        else if (truth.IsTrue)
        {
            _results[rule] = RuleResult.Hit;
            _hits[HitCount++] = rule;
        }
        else if (truth.IsMissing)
        {
            _results[rule] = RuleResult.NotEnoughHistory;
            NotEnoughHistoryCount++;
        }
        else
        {
            _results[rule] = RuleResult.Failed;
        }
    }
}
