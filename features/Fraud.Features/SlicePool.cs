namespace Fraud.Features;

/// <summary>
/// Cuts slices of a few sizes out of large arrays and hands returned ones out again. One for each thread, so that there is nothing to lock; a slice
/// may be returned to the pool of another thread. An array lives as long as one of its slices.
/// </summary>
/// <typeparam name="T">Type of an item.</typeparam>
internal sealed class SlicePool<T>
    where T : unmanaged
{
    /// <summary>Large enough to be an object that the collector does not move.</summary>
    private const int ChunkBytes = 256 * 1024;

    private static readonly int[] Capacities = [2, 4, 8, 12, 16, 24, 32, 48, 64, 96, 128, 192, 256];

    [ThreadStatic]
    private static SlicePool<T>? ofThread;

    private readonly Stack<Slice<T>>[] returned = [.. Capacities.Select(_ => new Stack<Slice<T>>())];
    private T[] chunk = [];
    private int used;

    public static SlicePool<T> OfThread => ofThread ??= new SlicePool<T>();

    /// <summary>A slice with room for some items, its content undefined.</summary>
    public unsafe Slice<T> Take(int capacity)
    {
        var size = Array.FindIndex(Capacities, fits => fits >= capacity);
        if (size < 0) return Slice<T>.Of(new T[capacity + (capacity / 2)], 0, capacity + (capacity / 2));
        if (returned[size].TryPop(out var slice)) return slice;
        capacity = Capacities[size];
        if (chunk.Length - used < capacity) (chunk, used) = (GC.AllocateUninitializedArray<T>(ChunkBytes / sizeof(T)), 0);
        used += capacity;
        return Slice<T>.Of(chunk, used - capacity, capacity);
    }

    public void Give(Slice<T> slice)
    {
        var size = Array.IndexOf(Capacities, slice.Capacity);
        if (size >= 0) returned[size].Push(slice);
    }
}
