namespace Fraud.Api;

/// <summary>Who is calling.</summary>
/// <param name="Name">Name of the access key.</param>
/// <param name="Scopes">What it may do.</param>
public sealed record Caller(string Name, IReadOnlyList<string> Scopes);
