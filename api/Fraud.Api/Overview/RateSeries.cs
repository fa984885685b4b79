namespace Fraud.Api.Overview;

/// <summary>Decisions and alerts counted per step.</summary>
/// <param name="From">Start of the first step, UTC.</param>
/// <param name="StepSeconds">Length of a step, s.</param>
/// <param name="Approve">Approved payments per step.</param>
/// <param name="Review">Payments sent to review per step.</param>
/// <param name="Decline">Declined payments per step.</param>
/// <param name="Alerts">Alerts per step.</param>
public sealed record RateSeries(
    DateTime From, double StepSeconds, IReadOnlyList<long> Approve, IReadOnlyList<long> Review, IReadOnlyList<long> Decline, IReadOnlyList<long> Alerts);
