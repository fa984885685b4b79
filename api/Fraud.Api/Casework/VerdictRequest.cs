namespace Fraud.Api.Casework;

/// <summary>What a person found.</summary>
/// <param name="Fraud">True for fraud, false for genuine.</param>
/// <param name="Comment">Why; at most 2 000 characters.</param>
public sealed record VerdictRequest(bool? Fraud, string? Comment);
