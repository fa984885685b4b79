namespace Fraud.Api.Casework;

/// <summary>Who works on the alert.</summary>
/// <param name="Assignee">Name, at most 100 characters; null puts the alert back.</param>
public sealed record AssignRequest(string? Assignee);
