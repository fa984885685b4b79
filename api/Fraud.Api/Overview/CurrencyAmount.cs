namespace Fraud.Api.Overview;

/// <summary>Money in one currency.</summary>
/// <param name="Currency">ISO 4217 code.</param>
/// <param name="AmountMinor">In minor units.</param>
public sealed record CurrencyAmount(string Currency, decimal AmountMinor);
