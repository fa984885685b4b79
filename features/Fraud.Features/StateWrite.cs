namespace Fraud.Features;

/// <summary>A changed state, encoded for the store.</summary>
/// <param name="Key">Which state.</param>
/// <param name="Tag">Last input offset the state includes; it also stands inside the bytes.</param>
/// <param name="Bytes">The encoded state, first byte its version.</param>
public readonly record struct StateWrite(StateKey Key, long Tag, ReadOnlyMemory<byte> Bytes);
