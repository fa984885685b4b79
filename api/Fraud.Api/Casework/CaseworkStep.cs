namespace Fraud.Api.Casework;

/// <summary>What one action does to an alert.</summary>
/// <param name="Action">Word for the audit log.</param>
/// <param name="Status">State of the work after it.</param>
/// <param name="Verdict">Verdict after it; null when there is none.</param>
/// <param name="Assignee">Who works on it after it.</param>
/// <param name="Comment">What the person wrote; null for nothing.</param>
/// <param name="Label">The truth to tell the rest of the system; null when nothing changed for it.</param>
internal sealed record CaseworkStep(string Action, string Status, string? Verdict, string? Assignee, string? Comment, LabelChange? Label);
