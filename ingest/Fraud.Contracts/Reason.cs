namespace Fraud.Contracts;

/// <summary>One reason for a decision.</summary>
/// <param name="Code">Stable reason code in capitals, e.g. <c>CARD_VELOCITY</c>.</param>
/// <param name="Sentence">The reason in words for a person.</param>
/// <param name="Rule">Id of the rule that gave it; null when it comes from the model.</param>
/// <param name="Points">What it added to the risk score, −1000 to 1000.</param>
public sealed record Reason(string Code, string Sentence, string? Rule, int Points);
