namespace Fraud.Api.Casework;

/// <summary>The truth about a payment as a person sees it now.</summary>
/// <param name="Fraud">True for fraud.</param>
/// <param name="Kind">Kind of label; null for a plain verdict.</param>
internal sealed record LabelChange(bool Fraud, string? Kind)
{
    /// <summary>
    /// A label cannot be unsaid, and of several labels for one payment the newest counts. So a fraud verdict that is withdrawn is followed by
    /// one that says "not fraud" and why.
    /// </summary>
    public static readonly LabelChange Withdrawn = new(false, "withdrawn");
}
