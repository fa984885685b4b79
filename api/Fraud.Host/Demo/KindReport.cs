namespace Fraud.Host.Demo;

/// <summary>Live payments of one kind.</summary>
/// <param name="Payments">Decided.</param>
/// <param name="Flagged">Reviewed or declined.</param>
internal sealed record KindReport(int Payments, int Flagged);
