using Fraud.Contracts;

namespace Fraud.Replay.Backtesting;

/// <summary>Counts where two policies do not agree.</summary>
/// <param name="examplesMax">Examples kept for each pair of outcomes.</param>
internal sealed class FlipTally(int examplesMax)
{
    private static readonly Outcome[] Outcomes = Enum.GetValues<Outcome>();

    private readonly long[,] _payments = new long[Outcomes.Length, Outcomes.Length];
    private readonly long[,] _frauds = new long[Outcomes.Length, Outcomes.Length];
    private readonly List<FlipExample> _examples = [];

    /// <summary>Adds a payment.</summary>
    /// <param name="baseline">What the baseline decided.</param>
    /// <param name="candidate">What the candidate decided.</param>
    /// <param name="fraud">The truth.</param>
    public void Add(Decision baseline, Decision candidate, bool fraud)
    {
        var (from, to) = ((int)baseline.Outcome, (int)candidate.Outcome);
        _frauds[from, to] += fraud ? 1 : 0;
        if (++_payments[from, to] <= examplesMax && from != to)
            _examples.Add(Example(baseline, candidate, fraud));
    }

    /// <summary>Everything counted.</summary>
    public FlipReport Report()
    {
        var cells = Outcomes.SelectMany(_ => Outcomes, (from, to) => new FlipCell(from, to, _payments[(int)from, (int)to], _frauds[(int)from, (int)to]))
            .Where(c => c.Payments > 0).ToArray();
        return new FlipReport(
            cells.Where(c => c.Baseline != c.Candidate).Sum(c => c.Payments), cells,
            [.. _examples.OrderBy(e => e.Baseline).ThenBy(e => e.Candidate)]);
    }

    private static FlipExample Example(Decision baseline, Decision candidate, bool fraud) => new(
        candidate.PaymentId, candidate.AccountId, candidate.Position.Offset, candidate.AmountMinor, candidate.Currency, fraud,
        baseline.Outcome, baseline.Score, [.. baseline.Reasons.Select(r => r.Code)],
        candidate.Outcome, candidate.Score, [.. candidate.Reasons.Select(r => r.Code)]);
}
