namespace Fraud.Api.Overview;

/// <summary>Decisions of one outcome and currency.</summary>
/// <param name="Outcome">approve, review or decline.</param>
/// <param name="Currency">ISO 4217 code.</param>
/// <param name="Decisions">How many.</param>
/// <param name="AmountMinor">Their amounts together, in minor units.</param>
public sealed record OutcomeTotal(string Outcome, string Currency, long Decisions, decimal AmountMinor);
