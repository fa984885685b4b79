namespace Fraud.Contracts;

/// <summary>A refusal that says which field and why. The detail never repeats the refused value.</summary>
/// <param name="Reason">The class of the refusal.</param>
/// <param name="Field">JSON name of the field; empty when the whole record is refused.</param>
/// <param name="Detail">One sentence for a person.</param>
public sealed record Rejection(RejectReason Reason, string Field, string Detail);
