using Fraud.Contracts;

namespace Fraud.Scoring.Policies;

/// <summary>Turns rule hits and the model's probability into one verdict.</summary>
/// <remarks>
/// Score: <c>clamp(round(1000 × probability × weight) + Σ points, 0, 1000)</c>. The outcome is the first of these that applies:
/// <list type="number">
/// <item>a hit that forces decline (block-lists);</item>
/// <item>a hit that forces review;</item>
/// <item>a hit that forces approve (allow-lists);</item>
/// <item>the score against the decline threshold, then the review threshold;</item>
/// <item>approve.</item>
/// </list>
/// Reasons are the hits that speak for caution, forcing ones first (strictest first), then by points, heaviest first; then those that speak
/// for the payment, heaviest first. Equal weights keep file order.
/// </remarks>
internal sealed class RuleCombination
{
    private readonly Policy _policy;
    private readonly Reason[] _reasons;
    private readonly int[] _rank;

    public RuleCombination(Policy policy)
    {
        _policy = policy;
        _reasons = [.. policy.Rules.Select(rule => new Reason(rule.Code, rule.Sentence, rule.Id, rule.Points))];
        var heaviestFirst = Enumerable.Range(0, policy.Rules.Count).OrderByDescending(index => Weight(policy.Rules[index])).ToArray();
        _rank = new int[heaviestFirst.Length];
        for (var rank = 0; rank < heaviestFirst.Length; rank++)
            _rank[heaviestFirst[rank]] = rank;
    }

    /// <summary>The verdict on one payment; it allocates only the reasons of a payment that has some.</summary>
    /// <param name="outcomes">What each rule came to.</param>
    /// <param name="probability">The model's probability; NaN when there is none.</param>
    public PolicyVerdict Combine(RuleOutcomes outcomes, double probability)
    {
        var points = ModelPoints(probability);
        Outcome? forced = null;
        foreach (var index in outcomes.Hits)
        {
            var rule = _policy.Rules[index];
            points += rule.Points;
            if (rule.Forced is { } outcome && (forced is null || outcome > forced))
                forced = outcome;
        }

        // A forced outcome shows in the score as well, or the gravest payments would stand at the end of a list ordered by it.
        var score = Math.Max(Math.Clamp(points, 0, 1000), Floor(forced));
        return new PolicyVerdict(forced ?? ByThreshold(score), score, ReasonsOf(outcomes.Hits));
    }

    /// <summary>The score points of a probability.</summary>
    /// <param name="probability">0 to 1, or NaN for none.</param>
    public int ModelPoints(double probability) =>
        _policy.Model is { } model && !double.IsNaN(probability)
            ? (int)Math.Round(1000 * probability * model.Weight, MidpointRounding.AwayFromZero)
            : 0;

    private int Floor(Outcome? forced) => forced switch
    {
        Outcome.Decline => _policy.Thresholds.Decline,
        Outcome.Review => _policy.Thresholds.Review,
        _ => 0,
    };

    private Outcome ByThreshold(int score) =>
        score >= _policy.Thresholds.Decline ? Outcome.Decline
        : score >= _policy.Thresholds.Review ? Outcome.Review
        : Outcome.Approve;

    private Reason[] ReasonsOf(ReadOnlySpan<int> hits)
    {
        if (hits.IsEmpty)
            return [];
        var ranks = hits.Length <= 64 ? stackalloc int[hits.Length] : new int[hits.Length];
        for (var i = 0; i < hits.Length; i++)
            ranks[i] = _rank[hits[i]];
        var reasons = new Reason[hits.Length];
        for (var i = 0; i < hits.Length; i++)
            reasons[i] = _reasons[hits[i]];
        ranks.Sort(reasons.AsSpan());
        return reasons;
    }

    private static int Weight(PolicyRule rule) => rule.Forced switch
    {
        Outcome.Decline => 3000,
        Outcome.Review => 2000,
        Outcome.Approve => -1000,
        _ => rule.Points >= 0 ? rule.Points : -2001 - rule.Points,
    };
}
