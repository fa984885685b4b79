using Fraud.Contracts;

namespace Fraud.Ingest.Files;

/// <summary>A line of a history file that is no payment.</summary>
/// <param name="Line">Its number, from 1.</param>
/// <param name="Rejection">Why.</param>
public readonly record struct HistoryProblem(long Line, Rejection Rejection)
{
    /// <summary>The problem as one line for a person.</summary>
    public override string ToString() => Rejection.Field.Length > 0
        ? $"line {Line}: {Rejection.Field} {Rejection.Detail} ({Rejection.Reason})"
        : $"line {Line}: {Rejection.Detail} ({Rejection.Reason})";
}
