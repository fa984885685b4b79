namespace Fraud.Ingest.Security;

/// <summary>
/// The keys made at the first start, in clear, so that there is a way in. They stand in a file of their own that only its owner can read;
/// an operator who has made keys of their own revokes these or deletes the file.
/// </summary>
/// <param name="Payments">For payment systems: posts payments and reads decisions.</param>
/// <param name="Admin">For the operator: everything.</param>
public sealed record FirstApiKeys(string Payments, string Admin);
