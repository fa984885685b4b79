using System.Text;

namespace Fraud.Ingest.Decoding;

/// <summary>
/// Shares the strings of short fields that take few values. Safe for concurrent use without locks: a slot is one reference, its text is
/// compared before it is given out, and a lost race costs one more string.
/// </summary>
internal sealed class TextPool
{
    private const int Slots = 1024;
    private const int LengthMax = 32;
    private readonly string?[] _strings = new string?[Slots];

    /// <summary>The string of an ASCII or UTF-8 text.</summary>
    public string Get(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length > LengthMax || utf8.IsEmpty) return Encoding.UTF8.GetString(utf8);
        ref var slot = ref _strings[Hash(utf8)];
        var pooled = Volatile.Read(ref slot);
        if (pooled is not null && Ascii.Equals(utf8, pooled)) return pooled;
        pooled = Encoding.UTF8.GetString(utf8);
        Volatile.Write(ref slot, pooled);
        return pooled;
    }

    private static uint Hash(ReadOnlySpan<byte> utf8)
    {
        var hash = 2166136261u;
        foreach (var value in utf8)
            hash = (hash ^ value) * 16777619u;
        return (hash ^ (hash >> 16)) % Slots;
    }
}
