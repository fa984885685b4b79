using Fraud.Contracts;

namespace Fraud.Ingest.Import;

/// <summary>What an import did.</summary>
/// <param name="Rows">Rows read.</param>
/// <param name="Payments">Payments written.</param>
/// <param name="Fraud">Payments among them labelled as fraud.</param>
/// <param name="Problems">Rows that are no payment, by reason.</param>
/// <param name="Reordered">The input was not in the order of event time and was sorted.</param>
public sealed record ImportSummary(long Rows, long Payments, long Fraud, IReadOnlyDictionary<RejectReason, long> Problems, bool Reordered);
