using System.Runtime.CompilerServices;

namespace Fraud.Features;

/// <summary>
/// A growing list's place in a large array that it shares with others. The lists of a million states would each be an object for the collector
/// to find and to move; so they are a few thousand large ones that it leaves alone. A value: copying it does not copy the list.
/// </summary>
/// <typeparam name="T">Type of an item.</typeparam>
internal struct Slice<T>
    where T : unmanaged
{
    private T[]? chunk;
    private int offset;
    private int capacity;

    /// <summary>Items there is room for.</summary>
    public readonly int Capacity => capacity;

    /// <summary>All room.</summary>
    public readonly Span<T> Span
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new(chunk, offset, capacity);
    }

    /// <summary>Makes room for one more than now, keeping the items.</summary>
    public void Grow()
    {
        var larger = SlicePool<T>.OfThread.Take(capacity + 1);
        Span.CopyTo(larger.Span);
        Release();
        this = larger;
    }

    /// <summary>Gives the room back.</summary>
    public void Release()
    {
        if (chunk is not null) SlicePool<T>.OfThread.Give(this);
        this = default;
    }

    public static Slice<T> Of(T[] chunk, int offset, int capacity) => new() { chunk = chunk, offset = offset, capacity = capacity };
}
