namespace Fraud.Simulator;

/// <summary>What a simulated world is made from; the same options give the same bytes.</summary>
public sealed record WorldOptions
{
    /// <summary>Seed of everything random. Default 1.</summary>
    public long Seed { get; init; } = 1;

    /// <summary>Account holders, 50 to 1 000 000; each makes about three payments a day. Default 2000.</summary>
    public int Accounts { get; init; } = 2000;

    /// <summary>Midnight UTC of the first day. Default 2025-01-01.</summary>
    public DateTimeOffset Start { get; init; } = new(2025, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Factor on the number of frauds, 0 to 10; 1 makes about one payment in a hundred fraudulent. Default 1.</summary>
    public double FraudScale { get; init; } = 1;

    /// <summary>Throws when a value is outside its range.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range.</exception>
    public void Check()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Accounts, 50);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Accounts, 1_000_000);
        ArgumentOutOfRangeException.ThrowIfLessThan(FraudScale, 0);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(FraudScale, 10);
        if (Start.UtcDateTime.TimeOfDay != TimeSpan.Zero)
            throw new ArgumentOutOfRangeException(nameof(Start), Start, "A world starts at midnight UTC.");
    }
}
