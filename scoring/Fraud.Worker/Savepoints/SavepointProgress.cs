namespace Fraud.Worker.Savepoints;

/// <summary>How far a savepoint is made or restored.</summary>
/// <param name="Phase">What is being done.</param>
/// <param name="States">States copied so far.</param>
/// <param name="Total">States there will be; null where that is not known.</param>
public readonly record struct SavepointProgress(string Phase, long States, long? Total);
