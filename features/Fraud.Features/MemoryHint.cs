using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace Fraud.Features;

/// <summary>
/// Asks the processor for memory that is needed soon. The states of many accounts are in no cache, and waiting for them one by one would take
/// longer than all computing. A hint only: nothing depends on it.
/// </summary>
internal static class MemoryHint
{
    private const int LineBytes = 64;

    /// <summary>The processor follows a stream once it has begun; more lines at once than it can have under way would be lost.</summary>
    private const int LinesMax = 12;

    /// <summary>Asks for the end of a list, which is read first.</summary>
    public static unsafe void Fetch<T>(ReadOnlySpan<T> items)
        where T : unmanaged
    {
        if (!Sse.IsSupported || items.IsEmpty) return;
        // Should the collector move the list meanwhile, the hint is wasted, and nothing else happens.
        var first = (byte*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(items));
        var last = first + (items.Length * sizeof(T)) - 1;
        for (var line = 0; line < LinesMax && last >= first; line++, last -= LineBytes) Sse.Prefetch0(last);
    }

    /// <summary>Asks for one place in an array.</summary>
    public static unsafe void Fetch<T>(ref T place)
    {
        if (Sse.IsSupported) Sse.Prefetch0(Unsafe.AsPointer(ref place));
    }

    /// <summary>Asks for an object and what was made right after it, which usually lies beside it.</summary>
    public static unsafe void Fetch(object item, int lines)
    {
        if (!Sse.IsSupported) return;
        var start = *(byte**)Unsafe.AsPointer(ref item);
        for (var line = 0; line < lines; line++) Sse.Prefetch0(start + (line * LineBytes));
    }
}
