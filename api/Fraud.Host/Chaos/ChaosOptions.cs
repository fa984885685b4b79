namespace Fraud.Host.Chaos;

/// <summary>One run of <c>fraud chaos</c>.</summary>
internal sealed record ChaosOptions
{
    /// <summary>Everything random follows from it. What a fault meets does not: processes are not deterministic.</summary>
    public required long Seed { get; init; }

    /// <summary>Payments published, repetitions and unreadable ones included; 100 to 10 000 000.</summary>
    public required int Payments { get; init; }

    /// <summary>Faults planted, 0 to 10 000.</summary>
    public required int Kills { get; init; }

    /// <summary>Worker processes of the scoring stage, 1 to 8.</summary>
    public required int Workers { get; init; }

    /// <summary>Folder of all data; it must not exist, and goes when the run succeeds.</summary>
    public required string Folder { get; init; }

    /// <summary>A Kafka without the product's records, to which nothing is done; null starts a log, which takes its part of the faults.</summary>
    public string? Kafka { get; init; }

    /// <summary>Folder of the Apache Kafka to start as the log; null starts the embedded log.</summary>
    public string? KafkaHome { get; init; }

    /// <summary>Workers decide without features while Redis is away, after a moment.</summary>
    public bool Degrades { get; init; }

    /// <summary>A fault that the proof must find; null for none.</summary>
    public ChaosPlant? Plant { get; init; }
}
