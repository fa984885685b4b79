using Fraud.Contracts;

namespace Fraud.Ingest.Files;

/// <summary>One line of a history file.</summary>
/// <param name="Line">Its number, from 1.</param>
/// <param name="Payment">The payment.</param>
/// <param name="Label">What is known of it; null when nothing is.</param>
public readonly record struct HistoryRow(long Line, Payment Payment, Label? Label);
