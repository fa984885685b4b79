namespace Fraud.Features;

/// <summary>How states are encoded.</summary>
public static class StateFormat
{
    /// <summary>The oldest encoding this program reads.</summary>
    public const byte Oldest = 1;

    /// <summary>The newest encoding this program reads, and the one it writes: the first byte of each state.</summary>
    public const byte Newest = 3;

    /// <summary>The newest encoding in which cards were stored apart from their accounts.</summary>
    internal const byte CardsApartMax = 2;

    /// <summary>Refuses a state of another program.</summary>
    /// <exception cref="StateFormatException">The version is newer than what is read, or none.</exception>
    internal static void Check(StateKey key, byte version, byte newest = Newest)
    {
        if (version is >= Oldest && version <= newest) return;
        throw new StateFormatException(
            $"State {key} is stored in version {version}; this program reads versions {Oldest} to {newest}. Run the newer program, or restore a savepoint of this one.");
    }
}
