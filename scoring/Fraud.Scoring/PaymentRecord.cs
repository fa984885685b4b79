using Fraud.Contracts;

namespace Fraud.Scoring;

/// <summary>A payment with its place on the log.</summary>
/// <param name="Payment">The payment.</param>
/// <param name="Topic">Topic it was read from.</param>
/// <param name="Partition">Input partition.</param>
/// <param name="Offset">Offset in the partition.</param>
public readonly record struct PaymentRecord(Payment Payment, string Topic, int Partition, long Offset);
