namespace Fraud.Broker.Storage;

/// <summary>What the runtime throws when a disk refuses a write, as one kind of exception.</summary>
internal static class DiskFault
{
    public static bool Is(Exception error) => error is IOException or UnauthorizedAccessException or ArgumentOutOfRangeException;

    /// <summary>The fault itself, or one that stands for it: a limit on the size of files comes as an argument out of range.</summary>
    public static IOException Of(Exception error) => error as IOException ?? new IOException($"The disk refuses writes: {error.Message}", error);
}
