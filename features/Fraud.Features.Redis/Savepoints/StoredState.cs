namespace Fraud.Features.Redis.Savepoints;

/// <summary>A state as it stands in the store or in a savepoint.</summary>
/// <param name="Key">Which state.</param>
/// <param name="Bytes">The encoded state; its tag stands inside.</param>
public readonly record struct StoredState(StateKey Key, ReadOnlyMemory<byte> Bytes);
