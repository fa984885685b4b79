namespace Fraud.Worker;

/// <summary>What the stage does with payments whose states are in a Redis that is away.</summary>
public enum RedisAway
{
    /// <summary>It waits until Redis is back. Payments stand on the log meanwhile.</summary>
    Wait,

    /// <summary>It decides them without features and marks the decisions degraded.</summary>
    Degrade,
}
