using Fraud.Benchmarks.Running;

namespace Fraud.Benchmarks.Deciding;

/// <summary>What became of payments that were posted, each from when it was due to when its answer had been read.</summary>
/// <param name="DecidedMs">Answered with a decision, milliseconds, rising.</param>
/// <param name="RefusedMs">Answered 429 or 503 with Retry-After, milliseconds, rising.</param>
/// <param name="Undecided">Answered 202: on the log, the decision not there in time.</param>
/// <param name="Failed">Answered in any other way, or not at all.</param>
/// <param name="Accepted">Ids of the payments answered 200 or 202.</param>
internal sealed record PostedAnswers(double[] DecidedMs, double[] RefusedMs, int Undecided, int Failed, IReadOnlyCollection<string> Accepted)
{
    public int Count => DecidedMs.Length + RefusedMs.Length + Undecided + Failed;

    /// <summary>Time to the decision that this share of the decided payments stays within, milliseconds; NaN when none was decided.</summary>
    public double At(double quantile) => Quantile.Of(DecidedMs, quantile);
}
