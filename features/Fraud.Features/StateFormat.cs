namespace Fraud.Features;

/// <summary>How states are encoded.</summary>
public static class StateFormat
{
    /// <summary>The oldest encoding this program reads.</summary>
    public const byte Oldest = 1;

    /// <summary>The newest encoding this program reads, and the one it writes: the first byte of each state.</summary>
    public const byte Newest = 2;
}
