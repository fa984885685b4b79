using Fraud.Host.Runtime;

namespace Fraud.Host.Demo;

/// <summary>What a demo is asked to do.</summary>
internal sealed record DemoOptions
{
    /// <summary>Where the platform runs.</summary>
    public required FraudOptions Platform { get; init; }

    /// <summary>How long payments are posted, &gt; 0; null goes on until Ctrl-C.</summary>
    public TimeSpan? Duration { get; init; }

    /// <summary>Payments posted a second, 0.1 to 20 000. Default 100.</summary>
    public double Rate { get; init; } = 100;

    /// <summary>Opens no browser and draws no live table.</summary>
    public bool Headless { get; init; }

    /// <summary>File for the summary; null writes none.</summary>
    public string? Json { get; init; }

    /// <summary>Seed of the simulated world. Default 1.</summary>
    public long Seed { get; init; } = 1;

    /// <summary>Account holders of a new data folder, 50 to 1 000 000. Default 2000.</summary>
    public int Accounts { get; init; } = 2000;

    /// <summary>Days of simulated history in a new data folder, 10 to 365. Default 45.</summary>
    public int HistoryDays { get; init; } = 45;
}
