namespace Fraud.Broker.Protocol;

/// <summary>A file that stays open for as long as somebody has taken it, even when it is deleted meanwhile.</summary>
internal interface ISharedFile
{
    /// <summary>For the system's way of sending a file without copying it through this process.</summary>
    FileStream Stream { get; }

    /// <summary>Fills <paramref name="into"/> from <paramref name="position"/>; returns the bytes read, fewer only at the end of the file.</summary>
    int Read(Span<byte> into, int position);

    /// <summary>False when it is closed already; otherwise <see cref="Release"/> must follow.</summary>
    bool TryTake();

    void Release();
}
