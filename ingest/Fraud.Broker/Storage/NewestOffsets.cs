using System.IO.Hashing;

namespace Fraud.Broker.Storage;

/// <summary>The newest offset of each key, by the key's 128-bit hash: a bounded number of keys, whatever their length.</summary>
internal sealed class NewestOffsets(int keysMax)
{
    private readonly Dictionary<UInt128, long> _offsets = [];

    /// <summary>True once no further key fits; records from here on are kept and compacted another time.</summary>
    public bool IsFull => _offsets.Count >= keysMax;

    public void Add(ReadOnlySpan<byte> key, long offset) => _offsets[XxHash128.HashToUInt128(key)] = offset;

    /// <summary>Whether a later record has the same key.</summary>
    public bool IsSuperseded(ReadOnlySpan<byte> key, long offset) =>
        _offsets.TryGetValue(XxHash128.HashToUInt128(key), out var newest) && newest > offset;
}
