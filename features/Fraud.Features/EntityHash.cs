using System.IO.Hashing;
using System.Runtime.InteropServices;

namespace Fraud.Features;

/// <summary>The stable 64-bit hash of an id: XXH3 of its UTF-16LE code units. Stored in states, so it never changes.</summary>
internal static class EntityHash
{
    public static ulong Of(string id) => XxHash3.HashToUInt64(MemoryMarshal.AsBytes(id.AsSpan()));
}
