namespace Fraud.Host.Chaos;

/// <summary>What a run of <c>fraud chaos</c> came to, read from the topics, Redis and Postgres after the last fault.</summary>
internal sealed record ChaosReport
{
    /// <summary>The seed, to repeat the run.</summary>
    public required long Seed { get; init; }

    /// <summary>Records on the payments topic.</summary>
    public required long Records { get; init; }

    /// <summary>Unreadable records among them.</summary>
    public required long Malformed { get; init; }

    /// <summary>Distinct payments among them.</summary>
    public required long Payments { get; init; }

    /// <summary>Committed decisions.</summary>
    public required long Decisions { get; init; }

    /// <summary>Decisions among them that were made without features, because Redis was away.</summary>
    public required long Degraded { get; init; }

    /// <summary>Payments without a decision at their first position.</summary>
    public required long Missing { get; init; }

    /// <summary>Decisions that a second one repeats, or that no payment asked for.</summary>
    public required long Duplicated { get; init; }

    /// <summary>Account and card features in decisions, and states in Redis, that are not those of a single thread.</summary>
    public required long FeatureMismatches { get; init; }

    /// <summary>States that a single thread has after the same log.</summary>
    public required long States { get; init; }

    /// <summary>Those of the mismatches that are states in Redis: not byte for byte the same.</summary>
    public required long StateMismatches { get; init; }

    /// <summary>Stopped payments without exactly one alert, and alerts without such a payment.</summary>
    public required long AlertsMismatch { get; init; }

    /// <summary>Unreadable records without exactly one dead letter, and dead letters without such a record.</summary>
    public required long DeadLettersMismatch { get; init; }

    /// <summary>Decisions and alerts that the topics have and Postgres has not, or the other way round.</summary>
    public required long ProjectionMismatch { get; init; }

    /// <summary>Output partitions in which a transaction is still open.</summary>
    public required long OpenTransactions { get; init; }

    /// <summary>The first difference found; null when there is none.</summary>
    public string? FirstDifference { get; init; }

    /// <summary>Faults planted by kind.</summary>
    public required IReadOnlyDictionary<string, int> Faults { get; init; }

    /// <summary>Connections that were cut and pieces of data that came late, by the kind of fault on a link: 0 is a fault that met nothing.</summary>
    public required IReadOnlyDictionary<string, int> Met { get; init; }

    /// <summary>Duration from the first payment to the end of the last fault's recovery, s.</summary>
    public required double Seconds { get; init; }

    /// <summary>Duration of the proof, s.</summary>
    public required double ProofSeconds { get; init; }

    /// <summary>True when every difference is zero.</summary>
    public bool IsProven => Missing + Duplicated + FeatureMismatches + AlertsMismatch + DeadLettersMismatch
        + ProjectionMismatch + OpenTransactions == 0;
}
