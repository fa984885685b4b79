using Fraud.Contracts;

namespace Fraud.Ingest.DeadLetters;

/// <summary>A dead letter with its own place on the log.</summary>
/// <param name="Position">Where it stands on the dead-letter topic.</param>
/// <param name="Time">When it was refused.</param>
/// <param name="Letter">The letter.</param>
public sealed record StoredDeadLetter(LogPosition Position, DateTimeOffset Time, DeadLetter Letter);
